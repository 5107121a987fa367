import { Button, Input, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useRules } from '../../api/desk-queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { Empty, Loaded } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useSession } from '../../components/session';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { foldForSearch } from '../../model/presence';
import { maySetRules } from '../../model/roles';
import { bilingual, type Rule } from '../../model/rules';
import { formatDateTime } from '../../model/time';
import '../lists.css';
import { conditionText, nameOf } from './condition-text';
import { LibraryDrawer } from './library';
import { useScopeText } from './scope-text';
import './rules.css';

export default function RulesView() {
  const t = useTranslate();
  const session = useSession();
  const rules = useRules();
  const navigate = useNavigate();
  const [library, setLibrary] = useState(false);
  const may = maySetRules(session);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('rules.title')}</h1>
        <span className="page-tools">
          <Button icon={<Icon name="rules" size={16} />} onClick={() => { setLibrary(true); }} data-testid="rule-library">
            {t('rules.library')}
          </Button>
          {may && (
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => { void navigate('/alarms/new-rule'); }} data-testid="rule-add">
              {t('rules.add')}
            </Button>
          )}
        </span>
      </div>
      <div className="panel">
        <Loaded query={rules} height={320}>
          {(list) =>
            list.length === 0 ? (
              <Empty
                icon="rules"
                title={t('rules.empty')}
                hint={t('rules.emptyHint')}
                action={may ? <Button onClick={() => { setLibrary(true); }}>{t('rules.library')}</Button> : undefined}
              />
            ) : (
              <RuleList rules={list} />
            )
          }
        </Loaded>
      </div>
      <LibraryDrawer open={library} onClose={() => { setLibrary(false); }} may={may} />
    </div>
  );
}

type Show = 'gaps' | 'off' | 'edited';
const SHOWN: readonly Show[] = ['gaps', 'off', 'edited'];

function RuleList({ rules }: { rules: Rule[] }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const columns = useColumns();
  const [parameters, setParameters] = useSearchParams();
  const text = parameters.get('q') ?? '';
  const show = SHOWN.find((each) => each === parameters.get('show')) ?? null;
  const shown = useMemo(() => rules.filter((rule) => matches(rule, text, show)), [rules, text, show]);
  const set = (name: string, value: string | null) => {
    const next = new URLSearchParams(parameters);
    if (value === null || value === '') {
      next.delete(name);
    } else {
      next.set(name, value);
    }
    setParameters(next, { replace: true });
  };
  return (
    <>
      <div className="filters">
        <Input
          className="filters-search"
          allowClear
          prefix={<Icon name="search" size={16} />}
          placeholder={t('rules.search')}
          aria-label={t('rules.search')}
          value={text}
          onChange={(event) => { set('q', event.target.value); }}
        />
        <Select
          allowClear
          placeholder={t('rules.show')}
          aria-label={t('rules.show')}
          value={show}
          options={SHOWN.map((each) => ({ value: each, label: t(`rules.show.${each}`) }))}
          popupMatchSelectWidth={220}
          onChange={(value: Show | undefined) => { set('show', value ?? null); }}
        />
        <span className="filters-count muted">{t('alarms.count', { shown: shown.length, total: rules.length })}</span>
      </div>
      {shown.length === 0 ? (
        <Empty icon="search" title={t('rules.nothingFound')} />
      ) : (
        <Table<Rule>
          className="list-table"
          rowKey="id"
          columns={columns}
          dataSource={shown}
          pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
          onRow={(rule) =>
            ({
              'data-testid': 'rule-row',
              'data-rule': rule.id,
              onClick: () => { void navigate(`/alarms/rules/${encodeURIComponent(rule.id)}`); },
            }) as React.HTMLAttributes<HTMLElement>
          }
        />
      )}
    </>
  );
}

function matches(rule: Rule, text: string, show: Show | null): boolean {
  const wanted = foldForSearch(text.trim());
  const { vi, en } = bilingual(rule['name']);
  const written = [vi, en, rule.id, rule['tag'], rule['series']].filter((each) => typeof each === 'string').join(' ');
  return (
    (wanted === '' || foldForSearch(written).includes(wanted)) &&
    (show !== 'gaps' || rule.gaps.length > 0) &&
    (show !== 'off' || !rule.live) &&
    (show !== 'edited' || rule.edited)
  );
}

function useColumns(): ColumnsType<Rule> {
  const t = useTranslate();
  const language = useLanguage();
  const scopeText = useScopeText();
  return [
    {
      title: t('rules.name'),
      key: 'name',
      render: (_, rule) => (
        <div className="list-name">
          <Priorities rule={rule} />
          <span className="list-name-text">
            <Link to={`/alarms/rules/${encodeURIComponent(rule.id)}`} onClick={(event) => { event.stopPropagation(); }}>
              {nameOf(rule, language)}
            </Link>
            <span className="mono">{typeof rule['tag'] === 'string' && rule['tag'] !== '' ? rule['tag'] : rule.id}</span>
            <span className="narrow-only">
              <Gaps rule={rule} />
            </span>
          </span>
        </div>
      ),
    },
    {
      title: t('rules.condition'),
      key: 'condition',
      responsive: ['md'],
      render: (_, rule) => (
        <span className="rule-condition">
          <span>{conditionText(rule, t, language)}</span>
          <span className="list-name-sub">{scopeText(rule)}</span>
        </span>
      ),
    },
    { title: t('rules.gaps'), key: 'gaps', responsive: ['sm'], width: 220, render: (_, rule) => <Gaps rule={rule} /> },
    {
      title: t('rules.changed'),
      key: 'changed',
      responsive: ['lg'],
      width: 170,
      render: (_, rule) => (
        <span className="rule-condition">
          <span>{t('rule.version', { n: rule.version })}{rule.live ? '' : ` · ${t('rule.off')}`}</span>
          <span className="list-name-sub">{`${formatDateTime(Date.parse(rule.changedAt))} · ${rule.changedBy}`}</span>
        </span>
      ),
    },
  ];
}

export function Priorities({ rule }: { rule: Rule }) {
  const distinct = [...new Set(rule.priorities)].sort();
  return (
    <span className="rule-priorities">
      {distinct.map((priority) => (
        <PrioritySymbol key={priority} priority={priority} look={rule.live ? 'light' : 'hollow'} size={22} />
      ))}
    </span>
  );
}

/** What the rationalisation lacks, in words; a mark and words where something does. */
export function Gaps({ rule: { gaps } }: { rule: Rule }) {
  const t = useTranslate();
  const language = useLanguage();
  if (gaps.length === 0) {
    return <span className="gaps-none"><Icon name="check" size={16} /> {t('rules.noGaps')}</span>;
  }
  const words = [...new Set(gaps.map((gap) => lookUp(language, 'rule.gap', gap.replace(/\.(vi|en)$/, '')) ?? gap))];
  return (
    <span className="gaps" title={words.join(', ')}>
      <Icon name="warning" size={16} />
      <span>{t('rules.lacks', { what: words.length > 3 ? `${words.slice(0, 3).join(', ')}, +${words.length - 3}` : words.join(', ') })}</span>
    </span>
  );
}
