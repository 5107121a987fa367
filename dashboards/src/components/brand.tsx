/** The mark: a canal, the branch that feeds it and the one it feeds – together a K. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" className="mark-ground" />
      <path d="M11 5v22M21.500 5c0 7-3.500 8.500-10.500 11M21.500 27c0-7-3.500-8.500-10.500-11" className="mark-canal" />
      <path d="M24.500 13.500c1.200 1.600 1.200 3.400 0 5" className="mark-ripple" />
    </svg>
  );
}

export function Brand({ size = 32 }: { size?: number }) {
  return (
    <span className="brand">
      <Mark size={size} />
      <span className="brand-name">Kênh</span>
    </span>
  );
}
