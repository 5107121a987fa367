import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router-dom';
import { rulesApi } from '../../api/rules';
import { RULES_KEY, useRuleVersions } from '../../api/desk-queries';
import { Loaded } from '../../components/feedback';
import { FormFailure } from '../../components/form-failure';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { maySetRules } from '../../model/roles';
import { bilingual, ruleText, valueAt, withValue, type Rule } from '../../model/rules';
import { formatDateTime } from '../../model/time';
import { SiteFileDiff } from '../device/site-file-diff';
import '../device/site-file.css';
import { conditionText, nameOf, numberText, spanText } from './condition-text';
import { Gaps, Priorities } from './rules-view';
import { useScopeText } from './scope-text';
import './rules.css';

export default function RuleView() {
  const { id = '' } = useParams();
  const versions = useRuleVersions(id);
  return (
    <div className="page">
      <Loaded query={versions} height={320}>
        {(list) => {
          const [newest] = list;
          return newest === undefined ? null : <RulePage rule={newest} versions={list} />;
        }}
      </Loaded>
    </div>
  );
}

function RulePage({ rule, versions }: { rule: Rule; versions: Rule[] }) {
  const t = useTranslate();
  const language = useLanguage();
  return (
    <>
      <div className="page-head">
        <div className="rule-title">
          <Link to="/alarms/rules" className="back" aria-label={t('rules.title')}>
            <Icon name="back" />
          </Link>
          <Priorities rule={rule} />
          <h1 className="page-title">{nameOf(rule, language)}</h1>
          {!rule.live && <span className="rule-off">{t(rule.deleted ? 'rule.deleted' : 'rule.off')}</span>}
        </div>
        <RuleTools rule={rule} />
      </div>
      <div className="rule-columns">
        <div className="panel">
          <div className="panel-head"><h2 className="panel-title">{t('rule.what')}</h2></div>
          <Definition rule={rule} />
        </div>
        <div className="panel">
          <div className="panel-head">
            <h2 className="panel-title">{t('rule.why')}</h2>
            <Gaps rule={rule} />
          </div>
          <Rationalisation rule={rule} />
        </div>
      </div>
      <Versions versions={versions} />
    </>
  );
}

function RuleTools({ rule }: { rule: Rule }) {
  const t = useTranslate();
  const session = useSession();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'enable' | 'disable' | 'delete' | null>(null);
  if (!maySetRules(session)) {
    return null;
  }
  const off = rule.deleted || !rule.live;
  return (
    <span className="page-tools">
      <Button type="primary" icon={<Icon name="edit" size={16} />} onClick={() => { void navigate(`/alarms/rules/${encodeURIComponent(rule.id)}/edit`); }} data-testid="rule-edit">
        {t('rule.edit')}
      </Button>
      <Button onClick={() => { setAsking(off ? 'enable' : 'disable'); }}>{t(off ? 'rule.enable' : 'rule.disable')}</Button>
      {!rule.deleted && <Button danger icon={<Icon name="trash" size={16} />} onClick={() => { setAsking('delete'); }}>{t('rule.delete')}</Button>}
      {asking !== null && <ReasonDialog rule={rule} deed={asking} onClose={() => { setAsking(null); }} />}
    </span>
  );
}

function ReasonDialog({ rule, deed, onClose }: { rule: Rule; deed: 'enable' | 'disable' | 'delete'; onClose: () => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [reason, setReason] = useState('');
  const change = useMutation<unknown>({
    mutationFn: () =>
      deed === 'delete'
        ? rulesApi.remove(rule.id, rule.version, reason)
        : rulesApi.replace(rule.id, rule.version, withValue(rule, 'enabled', deed === 'enable'), reason),
    onSuccess: () => {
      void message.success(t(`rule.done.${deed}`));
      void client.invalidateQueries({ queryKey: RULES_KEY });
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t(`rule.${deed}`)}
      okText={t(`rule.${deed}`)}
      cancelText={t('common.cancel')}
      okButtonProps={{ danger: deed === 'delete', disabled: reason.trim() === '' }}
      confirmLoading={change.isPending}
      onOk={() => { change.mutate(); }}
      onCancel={onClose}
    >
      <FormFailure error={change.error} />
      <p>{t(`rule.ask.${deed}`)}</p>
      <label className="field">
        <span className="field-label">{t('rule.reason')}</span>
        <Input value={reason} maxLength={500} onChange={(event) => { setReason(event.target.value); }} />
      </label>
    </Modal>
  );
}

function Definition({ rule }: { rule: Rule }) {
  const t = useTranslate();
  const language = useLanguage();
  const scopeText = useScopeText();
  const span = (path: string) => (valueAt(rule, path) === undefined ? null : spanText(valueAt(rule, path), t));
  const text = (path: string) => {
    const value = valueAt(rule, path);
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const yes = (path: string) => (valueAt(rule, path) === true ? t('common.yes') : null);
  const alarmClass = text('alarmClass');
  return (
    <dl className="facts">
      <Fact label={t('rule.condition')}>{conditionText(rule, t, language)}</Fact>
      <Fact label={t('rule.scope')}>{scopeText(rule)}</Fact>
      <Fact label={t('rule.deadband')}>{valueAt(rule, 'condition.deadband') === undefined ? null : numberText(valueAt(rule, 'condition.deadband'), language)}</Fact>
      <Fact label={t('rule.onDelay')}>{span('condition.onDelay')}</Fact>
      <Fact label={t('rule.offDelay')}>{span('condition.offDelay')}</Fact>
      <Fact label={t('rule.class')}>{alarmClass === null ? null : (lookUp(language, 'alarm.class', alarmClass) ?? alarmClass)}</Fact>
      <Fact label={t('rule.latching')}>{yes('latching')}</Fact>
      <Fact label={t('rule.autoAcknowledge')}>{yes('autoAcknowledge')}</Fact>
      <Fact label={t('rule.suppression')}>{text('suppression.when') === null ? null : <span className="mono">{text('suppression.when')}</span>}</Fact>
      <Fact label={t('rule.suppresses')}>{rule['suppresses'] === undefined ? null : <span className="mono">{JSON.stringify(rule['suppresses'])}</span>}</Fact>
      <Fact label={t('rule.id')}><span className="mono">{rule.id}</span></Fact>
      <Fact label={t('rule.pack')}>{rule.pack === null ? null : `${rule.pack}${rule.edited ? ` · ${t('rule.editedHere')}` : ''}`}</Fact>
    </dl>
  );
}

function Rationalisation({ rule }: { rule: Rule }) {
  const t = useTranslate();
  const language = useLanguage();
  const prose = (name: string) => {
    const value = bilingual(rule[name]);
    return value[language] || value.vi || null;
  };
  const toRespond = valueAt(rule, 'grading.toRespond');
  const consequence = valueAt(rule, 'grading.consequence');
  return (
    <dl className="facts">
      <Fact label={t('alarms.detail.what')}>{prose('action')}</Fact>
      <Fact label={t('alarms.detail.causes')}>{prose('causes')}</Fact>
      <Fact label={t('alarms.detail.consequence')}>{prose('consequence')}</Fact>
      <Fact label={t('rule.toRespond')}>{toRespond === undefined ? null : spanText(toRespond, t)}</Fact>
      <Fact label={t('rule.gravity')}>{typeof consequence === 'string' ? (lookUp(language, 'rule.consequence', consequence) ?? consequence) : null}</Fact>
      <Fact label={t('rule.owner')}>{typeof rule['owner'] === 'string' ? rule['owner'] : null}</Fact>
      <Fact label={t('rule.approved')}>{rule.approvedAt === undefined ? null : `${rule.approvedBy ?? ''} · ${formatDateTime(Date.parse(rule.approvedAt))}`}</Fact>
    </dl>
  );
}

/** Nothing is drawn for what is not said. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  return children === null || children === '' ? null : (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Versions({ versions }: { versions: Rule[] }) {
  const t = useTranslate();
  const [newer, setNewer] = useState(versions[0]?.version ?? 1);
  const [older, setOlder] = useState(versions[1]?.version ?? versions[0]?.version ?? 1);
  const options = versions.map((each) => ({ value: each.version, label: t('rule.version', { n: each.version }) }));
  const textOf = (version: number) => {
    const found = versions.find((each) => each.version === version);
    return found === undefined ? '' : ruleText(found);
  };
  return (
    <div className="panel rule-versions">
      <div className="panel-head">
        <h2 className="panel-title">{t('rule.versions')}</h2>
        {versions.length > 1 && (
          <span className="rule-compare">
            <Select size="small" value={older} options={options} onChange={setOlder} aria-label={t('rule.compareFrom')} />
            →
            <Select size="small" value={newer} options={options} onChange={setNewer} aria-label={t('rule.compareTo')} />
          </span>
        )}
      </div>
      <ol className="version-list">
        {versions.map((each) => (
          <li key={each.version} data-testid="rule-version">
            <b>{t('rule.version', { n: each.version })}</b>
            <span className="muted">{`${formatDateTime(Date.parse(each.changedAt))} · ${each.changedBy}`}</span>
            <span>{each.deleted ? `${t('rule.deleted')} · ` : ''}{each.reason || <span className="faint">{t('rule.noReason')}</span>}</span>
          </li>
        ))}
      </ol>
      {versions.length > 1 && (
        <div className="panel-body">
          <SiteFileDiff key={`${older} ${newer}`} before={textOf(older)} after={textOf(newer)} label={t('rule.difference')} />
        </div>
      )}
    </div>
  );
}
