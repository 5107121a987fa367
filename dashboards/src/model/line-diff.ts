/** A line of a comparison, with its numbers in the older and the newer text, counted from 1. */
export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  before: number | null;
  after: number | null;
  text: string;
}

/** Lines that both texts have, left out: too far from any change to help. */
export interface DiffGap {
  kind: 'gap';
  lines: number;
}

/** Larger changes are shown as one block: the table of the comparison would take the browser's memory and time. */
const LARGEST_TABLE = 4_000_000;

/** What a person has to take away and add to make `after` of `before`, line by line; as little as possible. */
export function lineDiff(before: string, after: string): DiffLine[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < old.length - head && tail < now.length - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) {
    tail += 1;
  }
  const lines: DiffLine[] = [];
  const same = (text: string, i: number, j: number): void => {
    lines.push({ kind: 'same', before: i + 1, after: j + 1, text });
  };
  old.slice(0, head).forEach((text, i) => { same(text, i, i); });
  lines.push(...middleDiff(old.slice(head, old.length - tail), now.slice(head, now.length - tail), head));
  old.slice(old.length - tail).forEach((text, i) => { same(text, old.length - tail + i, now.length - tail + i); });
  return lines;
}

/** Trailing line ends do not make a line of their own. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  if (lines[lines.length - 1] === '') {
    lines.pop();
  }
  return lines;
}

function middleDiff(old: string[], now: string[], offset: number): DiffLine[] {
  const common = commonLines(old, now);
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const before = old[i];
    const after = now[j];
    if (before === undefined && after === undefined) {
      return lines;
    }
    if (before !== undefined && before === after && common(i, j) > 0) {
      lines.push({ kind: 'same', before: offset + i + 1, after: offset + j + 1, text: before });
      i += 1;
      j += 1;
    } else if (before !== undefined && (after === undefined || common(i + 1, j) >= common(i, j + 1))) {
      lines.push({ kind: 'removed', before: offset + i + 1, after: null, text: before });
      i += 1;
    } else if (after !== undefined) {
      lines.push({ kind: 'added', before: null, after: offset + j + 1, text: after });
      j += 1;
    }
  }
}

/** How many lines the rests of both texts from there on can have in common; none where the table would be too large. */
function commonLines(old: string[], now: string[]): (i: number, j: number) => number {
  if (old.length * now.length > LARGEST_TABLE) {
    return () => 0;
  }
  const width = now.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  const at = (i: number, j: number): number => table[i * width + j] ?? 0;
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      table[i * width + j] = old[i] === now[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/** The comparison with what is far from any change left out; lines before and after a change stay, `context` of each. */
export function withGaps(lines: readonly DiffLine[], context: number): (DiffLine | DiffGap)[] {
  const near = new Array<boolean>(lines.length).fill(false);
  lines.forEach((line, index) => {
    if (line.kind !== 'same') {
      near.fill(true, Math.max(0, index - context), index + context + 1);
    }
  });
  const shown: (DiffLine | DiffGap)[] = [];
  lines.forEach((line, index) => {
    const last = shown[shown.length - 1];
    if (near[index]) {
      shown.push(line);
    } else if (last?.kind === 'gap') {
      last.lines += 1;
    } else {
      shown.push({ kind: 'gap', lines: 1 });
    }
  });
  return shown;
}

export function countChanges(lines: readonly DiffLine[]): { added: number; removed: number } {
  const count = (kind: DiffLine['kind']): number => lines.filter((line) => line.kind === kind).length;
  return { added: count('added'), removed: count('removed') };
}
