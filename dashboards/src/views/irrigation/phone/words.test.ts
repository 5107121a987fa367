import { describe, expect, it } from 'vitest';
import type { FieldState } from '../../../model/water-state';
import type { WaterTurn } from '../../../model/water-turns';
import { allTexts, type Word } from './texts';
import { dayText, lastsText, levelText, measuredText, needText, turnText } from './words';

const say = (word: Word, holes: Readonly<Record<string, string | number>> = {}) => allTexts.vi[word].replace(/\{(\w+)\}/g, (hole, name: string) => String(holes[name] ?? hole));
const tongue = { say, language: 'vi' as const };
const NOW = Date.parse('2026-11-22T02:00:00Z');
const turn: WaterTurn = { id: 'p1-1', kind: 'field', subject: 'f', start: '2026-11-25T22:00:00Z', end: '2026-11-26T01:00:00Z', volume: 3477.6, withdrawn: null };
const state = (now: number, kind: 'paddy' | 'dry' = 'paddy') => ({ water: { now, confidence: 'measured', lastMeasured: '2026-11-22T01:50:00Z' }, growth: { kind }, urgency: 'no', needed: null }) as unknown as FieldState;

describe('the words of the farmers\' pages', () => {
  it('say the day and the hour of Việt Nam at which the water comes', () => {
    expect(turnText(turn, NOW, tongue)).toBe('Nước về thứ Năm 26/11 lúc 05:00');
    expect(lastsText(turn, tongue)).toBe('3 giờ, khoảng 3.478 m³');
    expect(turnText({ ...turn, start: '2026-11-22T01:00:00Z', end: '2026-11-22T04:30:00Z' }, NOW, tongue)).toBe('Nước đang về, đến 11:30');
    expect(turnText(null, NOW, tongue)).toBe('Chưa có lịch nước');
    expect(lastsText({ ...turn, end: '2026-11-26T00:30:00Z' }, tongue)).toContain('2,5 giờ');
  });

  it('call the next days by name', () => {
    expect(dayText('2026-11-22', NOW, tongue)).toBe('hôm nay');
    expect(dayText('2026-11-23', NOW, tongue)).toBe('ngày mai 23/11');
    expect(dayText('2026-11-29', NOW, tongue)).toBe('Chủ nhật 29/11');
  });

  it('give the level in centimetres and what a soil lacks in millimetres', () => {
    expect(levelText(state(-33), tongue)).toBe('3,3 cm dưới mặt ruộng');
    expect(levelText(state(50), tongue)).toBe('5,0 cm trên mặt ruộng');
    expect(levelText(state(0.3), tongue)).toBe('Ngang mặt ruộng');
    expect(levelText(state(18.4, 'dry'), tongue)).toBe('Đất thiếu 18 mm nước');
  });

  it('say what was measured and what only computed', () => {
    expect(measuredText(state(5), tongue)).toBe('Đo lúc 22/11/2026 08:50');
    const { water, ...rest } = state(5);
    expect(measuredText({ ...rest, water: { ...water, confidence: 'computed' } }, tongue)).toContain('Số tính toán');
    expect(measuredText({ ...rest, water: { ...water, lastMeasured: null } }, tongue)).toBe('Số tính toán, ruộng không có ống đo');
  });

  it('say when water is needed', () => {
    expect(needText(state(5), tongue)).toBe('Chưa cần nước');
    expect(needText({ ...state(5), urgency: 'now' }, tongue)).toBe('Cần nước hôm nay');
    expect(needText({ ...state(5), needed: { days: 4 } } as FieldState, tongue)).toBe('Cần nước sau 4 ngày');
  });
});
