import { Button, Select, type InputRef } from 'antd';
import { memo, type RefObject } from 'react';
import { Icon, type IconName } from '../../components/icons';
import { SearchField } from '../../components/search-field';
import { matchesOption, optionsOf } from '../../components/select-options';
import { useSession } from '../../components/session';
import { useKindLabel } from '../../components/kinds';
import { lookUp, useLanguage, useTranslate } from '../../i18n';
import { ALARM_STATES, PRIORITIES, type AlarmSummary, type AlarmView } from '../../model/alarms';
import { makesSense, mayEver, type AlarmAction } from '../../model/alarm-actions';
import { TABS, tabCount, type AlarmFilters, type Order, type Places, type Tab } from '../../model/alarm-list';

interface TabsProps {
  tab: Tab;
  summary: AlarmSummary | undefined;
  onTab: (tab: Tab) => void;
}

export function AlarmTabs({ tab, summary, onTab }: TabsProps) {
  const t = useTranslate();
  return (
    <div className="alarm-tabs" role="group" aria-label={t('alarms.views')}>
      {TABS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === tab}
          className="alarm-tab"
          {...(each === 'standing' ? { title: t('alarms.standingHint') } : {})}
          onClick={() => { onTab(each); }}
          data-testid={`tab-${each}`}
        >
          {t(`alarms.tab.${each}`)}
          <span className="alarm-tab-count">{summary === undefined ? '' : tabCount(summary, each)}</span>
        </button>
      ))}
    </div>
  );
}

interface FilterBarProps {
  filters: AlarmFilters;
  onChange: (change: Partial<AlarmFilters>) => void;
  /** Classes that there are alarms of. */
  classes: readonly string[];
  places: Places;
  search: RefObject<InputRef | null>;
  /** Leaves the search field for the list. */
  onLeave: () => void;
}

export const FilterBar = memo(function FilterBar({ filters, onChange, classes, places, search, onLeave }: FilterBarProps) {
  const t = useTranslate();
  const language = useLanguage();
  const kindLabel = useKindLabel();
  const areaOptions = places.areas.filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }));
  const site = filters.site === null ? null : (places.sites.find((each) => each.id === filters.site)?.name ?? filters.site);
  return (
    <div className="alarm-filters">
      <SearchField
        field={search}
        className="alarm-search"
        label={t('alarms.search')}
        value={filters.text}
        onChange={(text) => { onChange({ text }); }}
        onLeave={onLeave}
        suffix={<kbd>/</kbd>}
        testId="alarm-search"
      />
      <Choice label={t('alarms.area')} value={filters.area} options={areaOptions} onChange={(area) => { onChange({ area }); }} search />
      <Choice label={t('alarms.kind')} value={filters.kind} options={optionsOf(places.sites.map((each) => each.kind), (kind) => kindLabel('site', kind))} onChange={(kind) => { onChange({ kind }); }} />
      <Choice
        label={t('alarms.class')}
        value={filters.alarmClass}
        options={optionsOf(classes, (name) => lookUp(language, 'alarm.class', name) ?? name)}
        onChange={(alarmClass) => { onChange({ alarmClass }); }}
      />
      <Choice
        label={t('alarms.priority')}
        value={filters.priority === null ? null : String(filters.priority)}
        options={PRIORITIES.map((priority) => ({ value: String(priority), label: t(`alarm.priority.${priority}`) }))}
        onChange={(priority) => { onChange({ priority: PRIORITIES.find((each) => String(each) === priority) ?? null }); }}
      />
      <Choice
        label={t('alarms.state')}
        value={filters.state}
        options={ALARM_STATES.map((state) => ({ value: state, label: t(`alarm.state.${state}`) }))}
        onChange={(state) => { onChange({ state: ALARM_STATES.find((each) => each === state) ?? null }); }}
      />
      {site !== null && (
        <Button size="middle" icon={<Icon name="cross" size={14} />} onClick={() => { onChange({ site: null }); }}>
          {t('alarms.ofSite', { name: site })}
        </Button>
      )}
      <Select
        className="alarm-order-choice"
        value={filters.order}
        aria-label={t('alarms.order')}
        options={(['urgent', 'newest'] satisfies Order[]).map((order) => ({ value: order, label: t(`alarms.order.${order}`) }))}
        popupMatchSelectWidth={false}
        onChange={(order: Order) => { onChange({ order }); }}
      />
    </div>
  );
});

interface ChoiceProps {
  label: string;
  value: string | null;
  options: { value: string; label: string }[];
  onChange: (value: string | null) => void;
  search?: boolean;
}

function Choice({ label, value, options, onChange, search = false }: ChoiceProps) {
  return (
    <Select
      allowClear
      showSearch={search}
      placeholder={label}
      aria-label={label}
      value={value}
      options={options}
      {...(search ? { filterOption: matchesOption } : {})}
      popupMatchSelectWidth={240}
      onChange={(chosen: string | undefined) => { onChange(chosen ?? null); }}
    />
  );
}

const BUTTONS: readonly [action: AlarmAction, icon: IconName, key: string | null][] = [
  ['acknowledge', 'check', 'a'],
  ['shelve', 'shelve', 's'],
  ['unshelve', 'shelve', 'u'],
  ['reset', 'reset', 'r'],
  ['comment', 'comment', 'c'],
  ['assign', 'person', null],
  ['out-of-service', 'stop', 'o'],
  ['in-service', 'stop', null],
];

/** These take the place of their opposites and are shown only where they are possible. */
const OPPOSITES: Partial<Record<AlarmAction, AlarmAction>> = { unshelve: 'shelve', 'in-service': 'out-of-service' };

interface ActionButtonsProps {
  alarms: readonly AlarmView[];
  onAction: (action: AlarmAction, alarms: readonly AlarmView[]) => void;
  compact?: boolean;
}

/** What can be done with the alarms chosen; the buttons stay in their places. */
export function ActionButtons({ alarms, onAction, compact = false }: ActionButtonsProps) {
  const t = useTranslate();
  const session = useSession();
  const possible = (action: AlarmAction) => alarms.some((alarm) => makesSense(action, alarm));
  const opposites = Object.entries(OPPOSITES) as [AlarmAction, AlarmAction][];
  const hidden = new Set(opposites.map(([action, usual]) => (possible(action) && !possible(usual) ? usual : action)));
  return (
    <>
      {BUTTONS.filter(([action]) => !hidden.has(action) && mayEver(session, action)).map(([action, icon, key]) => (
        <Button
          key={action}
          type={action === 'acknowledge' ? 'primary' : 'default'}
          {...(compact ? { size: 'small' as const } : {})}
          icon={<Icon name={icon} size={16} />}
          disabled={!possible(action)}
          onClick={() => { onAction(action, alarms); }}
          data-testid={`do-${action}`}
        >
          {t(`alarms.do.${action}`)}
          {!compact && key !== null && <kbd>{key}</kbd>}
        </Button>
      ))}
    </>
  );
}
