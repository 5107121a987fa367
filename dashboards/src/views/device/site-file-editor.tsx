import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Modal } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { ApiError } from '../../api/http';
import { siteFilesApi } from '../../api/site-files';
import { useErrorMessage } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { useLanguage, useTranslate } from '../../i18n';
import { errorText } from '../../model/errors';
import { formatNumber } from '../../model/numbers';
import { fileProblems, LARGEST_SITE_FILE, type FileProblem } from '../../model/site-file';
import type { Device, SiteFileVersion } from '../../model/types';
import { SiteFileDiff } from './site-file-diff';
import { SiteFileProblems } from './site-file-problems';
import { showLine, SiteFileText } from './site-file-text';

interface SiteFileEditorProps {
  device: Device;
  /** The text to begin with. */
  start: string;
  /** The newest version as it is known now; it may change while somebody writes. */
  newest: SiteFileVersion | null;
  onClosed: () => void;
}

/** Writes a new version, shows how it differs from the newest, and gives it to the device. */
export function SiteFileEditor({ device, start, newest, onClosed }: SiteFileEditorProps) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message, modal } = App.useApp();
  const [open, setOpen] = useState(true);
  const [text, setText] = useState(start);
  const [sent, setSent] = useState('');
  const [base, setBase] = useState(newest);
  const area = useRef<HTMLTextAreaElement>(null);
  const put = useMutation({
    mutationFn: (yaml: string) => siteFilesApi.put(device.id, base?.version ?? 0, yaml),
    onMutate: setSent,
    onSuccess: (files) => {
      client.setQueryData(['site-files', device.id], files);
      void client.invalidateQueries({ queryKey: ['commands', device.id] });
      void message.success(t('siteFile.editor.queued', { n: files.desired?.version ?? 0 }));
      setOpen(false);
    },
    onError: (failure) => {
      if (isConflict(failure)) {
        void client.invalidateQueries({ queryKey: ['site-files', device.id] });
      }
    },
  });
  const overtaken = newest !== null && newest.version !== (base?.version ?? 0);
  const bytes = new TextEncoder().encode(text).length;
  const ready = text.trim() !== '' && text !== (base?.yaml ?? '') && bytes <= LARGEST_SITE_FILE && !overtaken;
  const close = () => {
    if (text === start) {
      setOpen(false);
      return;
    }
    modal.confirm({
      title: t('siteFile.editor.discard'),
      content: t('siteFile.editor.discardHint'),
      okText: t('siteFile.editor.discardYes'),
      cancelText: t('siteFile.editor.discardNo'),
      okButtonProps: { danger: true },
      icon: null,
      onOk: () => { setOpen(false); },
    });
  };
  const problems = useProblems(put.error);
  return (
    <Modal
      open={open}
      title={t('siteFile.edit')}
      width={960}
      okText={t('siteFile.editor.send')}
      okButtonProps={{ disabled: !ready }}
      cancelText={t('common.cancel')}
      confirmLoading={put.isPending}
      maskClosable={false}
      onOk={() => { put.mutate(text); }}
      onCancel={close}
      afterClose={onClosed}
      data-testid="site-file-editor"
    >
      <p className="dialog-target">
        {device.name} · <span className="mono">{device.id}</span> ·{' '}
        {base === null ? t('siteFile.editor.first') : t('siteFile.editor.base', { n: base.version })}
      </p>
      <p className="editor-hint">{t('siteFile.editor.hint')}</p>
      <Refusal error={put.error} problems={problems} source={sent} onLine={(line) => { showLine(area.current, line); }} />
      {overtaken && (
        <div className="site-file-warning" role="alert">
          <Icon name="warning" />
          <div>
            <p>{t('siteFile.editor.newer', { n: newest.version, name: newest.createdBy })}</p>
            <Button onClick={() => { setBase(newest); put.reset(); }}>{t('siteFile.editor.rebase', { n: newest.version })}</Button>
          </div>
        </div>
      )}
      <SiteFileText
        value={text}
        onChange={setText}
        marked={problems.flatMap(({ line }) => (line === null ? [] : [line]))}
        area={area}
      />
      <Size bytes={bytes} />
      <h3 className="editor-changes">
        {base === null ? t('siteFile.editor.changes') : t('siteFile.editor.changesFrom', { n: base.version })}
      </h3>
      <Changes before={base?.yaml ?? ''} after={text} />
    </Modal>
  );
}

const isConflict = (failure: unknown): boolean => failure instanceof ApiError && failure.status === 409;

function useProblems(error: unknown): FileProblem[] {
  const language = useLanguage();
  const fields = error instanceof ApiError ? error.fields : [];
  return fields.filter(({ field }) => field === 'yaml').flatMap(({ message }) => fileProblems(message, language));
}

interface RefusalProps {
  error: unknown;
  problems: readonly FileProblem[];
  source: string;
  onLine: (line: number) => void;
}

/** A conflict is not told here: the newer version itself is shown. */
function Refusal({ error, problems, source, onLine }: RefusalProps) {
  const message = useErrorMessage();
  if (isConflict(error)) {
    return null;
  }
  if (problems.length === 0) {
    return <FormFailure error={error} />;
  }
  return (
    <div className="form-failure" role="alert" data-testid="site-file-refusal">
      <Icon name="warning" />
      <div>
        <div>{message(errorText(error))}</div>
        <SiteFileProblems problems={problems} source={source} onLine={onLine} />
      </div>
    </div>
  );
}

function Size({ bytes }: { bytes: number }) {
  const t = useTranslate();
  const language = useLanguage();
  const sizes = { size: formatNumber(bytes, 0, language), most: formatNumber(LARGEST_SITE_FILE, 0, language) };
  return bytes > LARGEST_SITE_FILE ? (
    <p className="editor-size field-error" role="alert">{t('siteFile.editor.tooLarge', sizes)}</p>
  ) : (
    <p className="editor-size">{t('siteFile.editor.size', sizes)}</p>
  );
}

/** A little behind the typing where texts are long. */
function Changes({ before, after }: { before: string; after: string }) {
  const t = useTranslate();
  const shown = useDeferredValue(after);
  return <SiteFileDiff before={before} after={shown} label={t('siteFile.editor.changes')} />;
}
