import type { ReactNode } from 'react';

/** Our own line icons on a 20-pixel grid; they take the colour of the text and say nothing to a screen reader. */
const shapes = {
  map: <path d="M2.500 5.500 7.500 3l5 2.500 5-2.500v11.500l-5 2.500-5-2.500-5 2.500zM7.500 3v11.500M12.500 5.500V17" />,
  sites: <path d="M10 17.500s5.500-4.600 5.500-9a5.500 5.500 0 0 0-11 0c0 4.400 5.500 9 5.500 9zM10 10.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4z" />,
  devices: <path d="M5.500 5.500h9v9h-9zM8 8h4v4H8zM7.500 2.500v3m5-3v3m-5 9v3m5-3v3m-10-10h3m-3 5h3m9-5h3m-3 5h3" />,
  registry: <path d="M3 4.500h14M3 10h14M3 15.500h14M6 3v3m5.500 2.500v3M8 14v3" />,
  accounts: <path d="M10 10a3.200 3.200 0 1 0 0-6.400A3.200 3.200 0 0 0 10 10zM3.500 16.800c.8-2.900 3.300-4.500 6.500-4.500s5.700 1.600 6.500 4.500" />,
  system: <path d="M3 4h14v5H3zM3 11h14v5H3zM6 6.500h.01M6 13.500h.01M10 6.500h4M10 13.500h4" />,
  menu: <path d="M3 5.500h14M3 10h14M3 14.500h14" />,
  collapse: <path d="M3.500 4h13v12h-13zM8 4v12M13.500 8l-2 2 2 2" />,
  expand: <path d="M3.500 4h13v12h-13zM8 4v12M11.500 8l2 2-2 2" />,
  sun: <path d="M10 13.200a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400zM10 2v2m0 12v2M2 10h2m12 0h2M4.300 4.300l1.500 1.500m8.400 8.400 1.500 1.500m0-11.400-1.500 1.500m-8.400 8.400-1.500 1.500" />,
  moon: <path d="M16.500 12.200A7 7 0 0 1 7.800 3.500a7 7 0 1 0 8.700 8.700z" />,
  language: <path d="M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15zM2.500 10h15M10 2.500c2.200 2.200 3 4.600 3 7.500s-.8 5.300-3 7.500c-2.200-2.200-3-4.600-3-7.500s.8-5.300 3-7.500z" />,
  search: <path d="M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4" />,
  plus: <path d="M10 4v12M4 10h12" />,
  minus: <path d="M4 10h12" />,
  fit: <path d="M3.500 7.500v-4h4m5 0h4v4m0 5v4h-4m-5 0h-4v-4" />,
  chevronDown: <path d="m5 7.500 5 5 5-5" />,
  chevronRight: <path d="m7.500 5 5 5-5 5" />,
  back: <path d="m12.500 5-5 5 5 5" />,
  check: <path d="m4 10.500 4 4 8-9" />,
  warning: <path d="M10 3 2.500 16.500h15zM10 8v4m0 2.300v.01" />,
  cross: <path d="m5 5 10 10M15 5 5 15" />,
  copy: <path d="M7.500 7.500h9v9h-9zM12.500 7.500v-4h-9v9h4" />,
  key: <path d="M6.500 13.500a3.500 3.500 0 1 1 3.200-4.900H17v3h-2v2h-2.500v-2H9.700a3.500 3.500 0 0 1-3.200 1.900z" />,
  send: <path d="M3 10 17 3.500 13 17l-3.500-5.500zM9.500 11.500 17 3.500" />,
  edit: <path d="M4 16l.8-3.500L13 4.300l2.700 2.700-8.200 8.200zM11.500 5.800l2.700 2.700" />,
  trash: <path d="M4 5.500h12M8 5.500v-2h4v2M5.500 5.500l.7 11h7.600l.7-11M8.500 8.500v5m3-5v5" />,
  signOut: <path d="M8 3.500H3.500v13H8M13 6.500l3.500 3.500-3.500 3.500M16.500 10H8" />,
  clock: <path d="M10 17.200a7.200 7.200 0 1 0 0-14.400 7.200 7.200 0 0 0 0 14.400zM10 6v4.300l2.800 1.700" />,
  alarms: <path d="M10 3a5 5 0 0 0-5 5v3.500L3.500 14h13L15 11.500V8a5 5 0 0 0-5-5zM8 16.500a2 2 0 0 0 4 0" />,
  sound: <path d="M3 8h3l4-3.500v11L6 12H3zM13 7.500c1.500 1.500 1.500 3.500 0 5M15.300 5.300c2.600 2.700 2.600 6.700 0 9.400" />,
  soundOff: <path d="M3 8h3l4-3.500v11L6 12H3zM13 8l4 4m0-4-4 4" />,
  shelve: <path d="M10 17.200a7.200 7.200 0 1 0 0-14.400 7.200 7.200 0 0 0 0 14.400zM7.500 7v6m5-6v6" />,
  comment: <path d="M3.500 4h13v9.500H9L5.500 16.500v-3h-2zM6.500 7.500h7m-7 2.800h4.500" />,
  reset: <path d="M4 10a6 6 0 1 1 1.800 4.300M4 15v-4h4" />,
  person: <path d="M10 10a3.200 3.200 0 1 0 0-6.400A3.200 3.200 0 0 0 10 10zM3.500 16.800c.8-2.900 3.300-4.500 6.500-4.500s5.700 1.600 6.500 4.500" />,
  stop: <path d="M10 17.200a7.200 7.200 0 1 0 0-14.400 7.200 7.200 0 0 0 0 14.400zM4.900 4.900l10.200 10.200" />,
  keyboard: <path d="M2.500 5.500h15v9h-15zM5.500 8.500h.01m2.990 0h.01m2.990 0h.01m2.990 0h.01M6.500 11.700h7" />,
  wall: <path d="M2.500 3.500h15v10h-15zM10 13.500v3m-3.500 0h7M5.500 10l2.500-3 2.500 2 4-3.500" />,
  rules: <path d="M4.500 2.500h11v15h-11zM7 6.500h6M7 10h6M7 13.500h3.500" />,
  quality: <path d="M3 17h14M5 17v-5m3.300 5V7m3.400 10v-7.500M15 17V4" />,
  handover: <path d="M3 7h12m-3-3 3 3-3 3M17 13H5m3-3-3 3 3 3" />,
  broadcast: <path d="M10 8.500a1.500 1.500 0 1 0 0 3 1.500 1.500 0 0 0 0-3zM6.500 6.500a5 5 0 0 0 0 7m7-7a5 5 0 0 1 0 7M4 4a8.500 8.500 0 0 0 0 12M16 4a8.500 8.500 0 0 1 0 12" />,
  irrigation: <path d="M10 2.500s5.200 5.500 5.200 9.300a5.200 5.200 0 0 1-10.400 0C4.800 8 10 2.500 10 2.500zM7.500 12a2.600 2.600 0 0 0 2.500 2.600" />,
  upload: <path d="M10 12V3M6.500 6.500 10 3l3.500 3.500M3.500 16.500h13" />,
  download: <path d="M10 3v9m-3.500-3.500L10 12l3.500-3.500M3.500 16.500h13" />,
  print: <path d="M5.500 7V3h9v4M5.500 14H3V7h14v7h-2.500M5.500 11.500h9V17h-9z" />,
  play: <path d="M6 4l10 6-10 6z" />,
  more: <path d="M4.500 10h.01M10 10h.01M15.500 10h.01" strokeWidth="2.200" />,
  eye: <path d="M2 10s3-5.500 8-5.500 8 5.500 8 5.500-3 5.500-8 5.500S2 10 2 10zM10 12.300a2.300 2.300 0 1 0 0-4.600 2.300 2.300 0 0 0 0 4.600z" />,
  eyeOff: <path d="M4 4l12 12M8 5c.6-.2 1.300-.3 2-.3 5 0 8 5.300 8 5.300a13 13 0 0 1-2.300 2.800M12 15.200c-.6.2-1.300.3-2 .3-5 0-8-5.500-8-5.500a13 13 0 0 1 2.700-3.200" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      {shapes[name]}
    </svg>
  );
}
