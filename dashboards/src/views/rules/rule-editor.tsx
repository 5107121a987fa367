import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { ApiError, type FieldError } from '../../api/http';
import { rulesApi } from '../../api/rules';
import { RULES_KEY, useRuleVersions } from '../../api/desk-queries';
import { Loaded } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { useLanguage, useTranslate } from '../../i18n';
import { maySetRules } from '../../model/roles';
import { draftOf, NEW_RULE, parseRule, ruleText, type Rule, type RuleDraft } from '../../model/rules';
import { ForbiddenView } from '../errors';
import { nameOf } from './condition-text';
import { EditingContext } from './fields';
import { ReplayPanel } from './replay';
import { RuleForm } from './rule-form';
import './rules.css';

export function NewRuleView() {
  return <Editor rule={null} />;
}

export default function RuleEditorView() {
  const { id = '' } = useParams();
  const versions = useRuleVersions(id);
  return <Loaded query={versions} height={320}>{([newest]) => <Editor rule={newest ?? null} />}</Loaded>;
}

function Editor({ rule }: { rule: Rule | null }) {
  const session = useSession();
  return maySetRules(session) ? <EditorPage rule={rule} /> : <ForbiddenView />;
}

const NO_ERRORS: readonly FieldError[] = [];

function EditorPage({ rule }: { rule: Rule | null }) {
  const t = useTranslate();
  const language = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const [draft, setDraft] = useState<RuleDraft>(() => (rule === null ? NEW_RULE : draftOf(rule)));
  const [written, setWritten] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [refused, setRefused] = useState<Error | null>(null);

  const save = useMutation({
    mutationFn: () => (rule === null ? rulesApi.create(draft, reason) : rulesApi.replace(rule.id, rule.version, draft, reason)),
    onSuccess: async (kept) => {
      void message.success(t('rule.saved', { n: kept.version }));
      await client.invalidateQueries({ queryKey: RULES_KEY });
      void navigate(`/alarms/rules/${encodeURIComponent(kept.id)}`);
    },
    onError: setRefused,
  });
  const errors = refused instanceof ApiError ? refused.fields : NO_ERRORS;
  const editing = useMemo(
    () => ({
      draft,
      change: (next: RuleDraft) => {
        setDraft(next);
        setRefused(null);
      },
      errors,
    }),
    [draft, errors],
  );
  const write = (text: string) => {
    const parsed = parseRule(text);
    setWritten(text);
    setRefused(null);
    setProblem('problem' in parsed ? parsed.problem : null);
    if ('draft' in parsed) {
      setDraft(parsed.draft);
    }
  };

  return (
    <div className="page">
      <div className="page-head">
        <div className="rule-title">
          <Link to={rule === null ? '/alarms/rules' : `/alarms/rules/${encodeURIComponent(rule.id)}`} className="back" aria-label={t('rules.title')}>
            <Icon name="back" />
          </Link>
          <h1 className="page-title">{rule === null ? t('rule.new') : t('rule.editing', { name: nameOf(rule, language) })}</h1>
        </div>
        <Segmented
          value={written === null ? 'form' : 'json'}
          options={[{ value: 'form', label: t('rule.form') }, { value: 'json', label: 'JSON' }]}
          onChange={(way) => {
            setProblem(null);
            setWritten(way === 'json' ? ruleText(draft) : null);
          }}
        />
      </div>
      <div className="rule-edit">
        <div className="panel rule-edit-form">
          <div className="panel-body">
            <FormFailure error={refused} />
            {written === null ? (
              <EditingContext.Provider value={editing}>
                <RuleForm isNew={rule === null} />
              </EditingContext.Provider>
            ) : (
              <>
                <p className="muted">{t('rule.jsonHint')}</p>
                <Input.TextArea className="mono" value={written} spellCheck={false} autoSize={{ minRows: 20, maxRows: 40 }} onChange={(event) => { write(event.target.value); }} aria-label="JSON" data-testid="rule-json" />
                {problem !== null && <span className="field-error" role="alert">{t('rule.notJson', { problem })}</span>}
              </>
            )}
          </div>
          <div className="rule-save">
            <label className="rule-save-reason">
              <span className="visually-hidden">{t('rule.reason')}</span>
              <Input value={reason} maxLength={500} placeholder={t('rule.reasonHint')} onChange={(event) => { setReason(event.target.value); }} data-testid="rule-reason" />
            </label>
            <Button type="primary" disabled={problem !== null} loading={save.isPending} onClick={() => { save.mutate(); }} data-testid="rule-save">
              {t('rule.save')}
            </Button>
          </div>
        </div>
        <ReplayPanel draft={draft} disabled={problem !== null} onRefused={setRefused} />
      </div>
    </div>
  );
}
