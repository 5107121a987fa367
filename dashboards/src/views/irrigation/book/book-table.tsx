import { lookUp, useLanguage, useTranslate } from '../../../i18n';
import { bandsOf, type Book, type BookLine } from '../../../model/books';
import { formatNumber } from '../../../model/numbers';
import { formatDate } from '../../../model/time';

/** What water took and cost, a line for each and the sum. */
export function BookTable({ book }: { book: Book }) {
  const t = useTranslate();
  const language = useLanguage();
  const bands = bandsOf(book);
  const ofPumps = book.by === 'pump' || book.by === 'canal';
  const heads = ['hectares', 'pumped', 'delivered', 'millimetres', 'turns', 'hours'] as const;
  return (
    <div className="table-scroll">
      <table className="book" data-testid="book">
        <thead>
          <tr>
            <th scope="col">{t(`irr.book.by.${book.by}`)}</th>
            {heads.map((head) => <th key={head} scope="col">{t(`irr.book.${head}`)}</th>)}
            {bands.map((band) => <th key={band} scope="col">{t('irr.book.kwhOf', { band: lookUp(language, 'irr.band', band) ?? band })}</th>)}
            <th scope="col">kWh</th>
            <th scope="col">{t('irr.book.cost')}</th>
            <th scope="col">{t('irr.book.perThousand')}</th>
            <th scope="col">{t(ofPumps ? 'irr.book.efficiency' : 'irr.book.saved')}</th>
          </tr>
        </thead>
        <tbody>
          {book.lines.map((line) => <Row key={line.key} line={line} name={book.by === 'day' ? formatDate(line.key) : line.name} bands={bands} ofPumps={ofPumps} />)}
        </tbody>
        <tfoot>
          <Row line={book.total} name={t('irr.book.total')} bands={bands} ofPumps={ofPumps} />
        </tfoot>
      </table>
    </div>
  );
}

function Row({ line, name, bands, ofPumps }: { line: BookLine; name: string; bands: readonly string[]; ofPumps: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  const n = (value: number, digits = 0) => formatNumber(value, digits, language);
  const share = (value: number | null) => (value === null ? '–' : `${n(value * 100)} %`);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{n(line.hectares, 1)}</td>
      <td>{n(line.pumped)}</td>
      <td>{n(line.delivered)}{line.guessed > 0.5 && <span className="book-note">{t('irr.book.guessed', { n: n(line.guessed) })}</span>}</td>
      <td>{n(line.millimetres, 1)}</td>
      <td>{line.turns}{line.missed > 0 && <span className="book-missed">{t('irr.book.missed', { n: line.missed })}</span>}</td>
      <td>{n(line.hours, 1)}</td>
      {bands.map((band) => <td key={band}>{n(line.energy.find((each) => each.band === band)?.kilowattHours ?? 0, 1)}</td>)}
      <td>{n(line.kilowattHours, 1)}</td>
      <td>{n(line.cost)}</td>
      <td>{line.perThousand === null ? '–' : n(line.perThousand, 1)}</td>
      <td>{ofPumps ? `${share(line.efficiency)}${line.expectedEfficiency === null ? '' : ` / ${share(line.expectedEfficiency)}`}` : line.saved === null ? '–' : n(line.saved)}</td>
    </tr>
  );
}
