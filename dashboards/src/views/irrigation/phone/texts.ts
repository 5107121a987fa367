import { useSyncExternalStore } from 'react';
import { currentLanguage, onLanguageChange, type Language } from '../../../i18n/language';

/** The texts of the farmers' pages, apart from the console's: a phone in the field loads these alone. */
const vi = {
  mine: 'Ruộng nhà mình',
  all: 'Tất cả ruộng',
  other: 'English',
  console: 'Trang chính',
  signOut: 'Đăng xuất',
  loading: 'Đang tải…',
  failed: 'Không lấy được số liệu. Kiểm tra mạng rồi thử lại.',
  old: 'Đang không có mạng. Đây là số liệu lúc {time}.',
  retry: 'Thử lại',
  notFound: 'Không có ruộng này, hoặc bạn không được xem.',
  noFields: 'Chưa có ruộng nào ghi tên bạn. Hãy hỏi cán bộ nông nghiệp của xã.',
  comes: 'Nước về {day} lúc {time}',
  runs: 'Nước đang về, đến {time}',
  lasts: '{hours} giờ, khoảng {volume} m³',
  noTurn: 'Chưa có lịch nước',
  noTurnHint: 'Khi có lịch, ngày giờ hiện ở đây.',
  because: 'Vì sao',
  today: 'Nước trên ruộng bây giờ',
  over: '{cm} cm trên mặt ruộng',
  under: '{cm} cm dưới mặt ruộng',
  even: 'Ngang mặt ruộng',
  lacks: 'Đất thiếu {mm} mm nước',
  measured: 'Đo lúc {time}',
  computed: 'Số tính toán, đo lần cuối {time}',
  neverMeasured: 'Số tính toán, ruộng không có ống đo',
  noSeason: 'Ruộng chưa khai báo mùa vụ.',
  further: 'Các lượt sau',
  ask: 'Xin nước',
  askTitle: 'Xin nước cho {field}',
  when: 'Muốn nước về ngày nào?',
  part: 'Lúc nào?',
  any: 'Lúc nào cũng được',
  morning: 'Buổi sáng',
  afternoon: 'Buổi chiều',
  night: 'Ban đêm',
  note: 'Nhắn thêm (không bắt buộc)',
  send: 'Gửi',
  sending: 'Đang gửi…',
  cancel: 'Thôi',
  tooLate: 'Giờ đó đã qua, hãy chọn giờ khác.',
  sent: 'Đã gửi. Cán bộ nông nghiệp sẽ trả lời ở đây.',
  requests: 'Đã xin',
  withdraw: 'Rút lại',
  'state.asked': 'Chờ trả lời',
  'state.approved': 'Đã đồng ý, đang xếp lịch',
  'state.refused': 'Không được',
  'state.withdrawn': 'Đã rút lại',
  'state.lapsed': 'Đã quá hạn',
  'state.planned': 'Đã có trong lịch nước',
  'state.served': 'Đã có nước',
  bulletin: 'Bản tin sáng nay',
  dayToday: 'hôm nay',
  dayTomorrow: 'ngày mai',
  needToday: 'Cần nước hôm nay',
  needDays: 'Cần nước sau {n} ngày',
  needNone: 'Chưa cần nước',
  threshold: 'ngưỡng tưới',
  soil: 'mặt ruộng',
} as const;

export type Word = keyof typeof vi;

const en: Record<Word, string> = {
  mine: 'My fields',
  all: 'All fields',
  other: 'Tiếng Việt',
  console: 'Main pages',
  signOut: 'Sign out',
  loading: 'Loading…',
  failed: 'The figures could not be fetched. Check the network and try again.',
  old: 'No network. These are the figures of {time}.',
  retry: 'Try again',
  notFound: 'There is no such field, or you may not see it.',
  noFields: 'No field names you yet. Ask the agriculture officer of the commune.',
  comes: 'Water comes {day} at {time}',
  runs: 'Water is running, until {time}',
  lasts: '{hours} hours, about {volume} m³',
  noTurn: 'No turn is planned yet',
  noTurnHint: 'When there is one, its day and time stand here.',
  because: 'Why',
  today: 'Water on the field now',
  over: '{cm} cm over the soil',
  under: '{cm} cm below the soil',
  even: 'Level with the soil',
  lacks: 'The soil lacks {mm} mm of water',
  measured: 'Measured at {time}',
  computed: 'Computed; last measured {time}',
  neverMeasured: 'Computed; the field has no water tube',
  noSeason: 'No season is entered for the field.',
  further: 'Later turns',
  ask: 'Ask for water',
  askTitle: 'Ask for water for {field}',
  when: 'On which day?',
  part: 'At what time?',
  any: 'At any time',
  morning: 'In the morning',
  afternoon: 'In the afternoon',
  night: 'At night',
  note: 'A note (if you like)',
  send: 'Send',
  sending: 'Sending…',
  cancel: 'Cancel',
  tooLate: 'That time is over, choose another.',
  sent: 'Sent. The agriculture staff will answer here.',
  requests: 'What was asked for',
  withdraw: 'Withdraw',
  'state.asked': 'Waits for an answer',
  'state.approved': 'Approved, being planned',
  'state.refused': 'Refused',
  'state.withdrawn': 'Withdrawn',
  'state.lapsed': 'Too late now',
  'state.planned': 'In the plan',
  'state.served': 'Water was given',
  bulletin: 'Bulletin of this morning',
  dayToday: 'today',
  dayTomorrow: 'tomorrow',
  needToday: 'Needs water today',
  needDays: 'Needs water in {n} days',
  needNone: 'Needs no water now',
  threshold: 'threshold',
  soil: 'soil',
};

const texts: Record<Language, Record<Word, string>> = { vi, en };

export type Say = (word: Word, holes?: Readonly<Record<string, string | number>>) => string;

export function useSay(): { say: Say; language: Language } {
  const language = useSyncExternalStore(onLanguageChange, currentLanguage);
  return { language, say: (word, holes = {}) => texts[language][word].replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole)) };
}

const WEEKDAYS: Record<Language, readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['on Sunday', 'on Monday', 'on Tuesday', 'on Wednesday', 'on Thursday', 'on Friday', 'on Saturday'],
};

/** The weekday of a civil day, in the language's words. */
export function weekdayOf(day: string, language: Language): string {
  return WEEKDAYS[language][new Date(Date.parse(day)).getUTCDay()] ?? '';
}

/** Every key has the same holes in both languages; for the test. */
export const allTexts = texts;
