import type { Book, Grouping, MonthReport } from '../model/books';
import { query, request } from './http';

export interface BookWish {
  by: Grouping;
  from: string;
  to: string;
}

export const booksApi = {
  book: (wish: BookWish, signal?: AbortSignal) => request<Book>('GET', `/irrigation/books${query({ ...wish })}`, undefined, signal),
  /** Where the browser gets the file itself. */
  file: (wish: BookWish, format: 'csv' | 'xlsx'): string => `/api/v1/irrigation/books${query({ ...wish, format })}`,
  reportFile: (wish: { month: string; area: string | null }, format: 'csv' | 'xlsx'): string => `/api/v1/irrigation/report${query({ ...wish, format })}`,
  report: (wish: { month: string; area: string | null }, signal?: AbortSignal) => request<MonthReport>('GET', `/irrigation/report${query(wish)}`, undefined, signal),
};
