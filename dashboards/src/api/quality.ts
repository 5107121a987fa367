import { currentLanguage } from '../i18n/language';
import type { QualityReport } from '../model/quality';
import { query, request, toApiError } from './http';

interface Asked {
  from: string;
  to: string;
  area: string | null;
}

export const qualityApi = {
  report: (asked: Asked, signal?: AbortSignal) => request<QualityReport>('GET', `/alarm-quality${query({ ...asked })}`, undefined, signal),
  /** The same as a table, in the language of the screen. */
  async table(asked: Asked): Promise<Blob> {
    const response = await fetch(`/api/v1/alarm-quality${query({ ...asked, format: 'csv' })}`, {
      headers: { 'Accept-Language': currentLanguage() },
      credentials: 'same-origin',
    });
    if (!response.ok) {
      throw await toApiError(response);
    }
    return response.blob();
  },
};
