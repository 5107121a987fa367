import { Button, Segmented, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { Link, useNavigate, useSearchParams } from 'react-router-dom';
import { useSpeakerBulletins } from '../../../api/loudspeaker-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { Icon } from '../../../components/icons';
import { SearchField } from '../../../components/search-field';
import { useSession } from '../../../components/session';
import { useLanguage, useTranslate, type Translate } from '../../../i18n';
import { serverNow } from '../../../model/clock';
import { bulletinStanding, MOST_FORMER, type Bulletin, type BulletinStanding } from '../../../model/loudspeaker-bulletins';
import { formatNumber } from '../../../model/numbers';
import { foldForSearch } from '../../../model/presence';
import { mayBroadcast } from '../../../model/roles';
import { today } from '../../../model/time';
import { OrderPanel } from '../order';
import { CommuneSelect, useOwnerName, useCommuneOptions, useLengthText, useOriginText } from '../parts';
import { useScheduleText, useTargetsText } from './schedule-text';
import '../../lists.css';

const STATES: readonly BulletinStanding[] = ['active', 'over', 'cancelled'];

/** All bulletins, when they sound and for whom. */
export default function BulletinsView() {
  const t = useTranslate();
  const language = useLanguage();
  const navigate = useNavigate();
  const session = useSession();
  const bulletins = useSpeakerBulletins();
  const [parameters, setParameters] = useSearchParams();
  const day = today(serverNow());
  const state: BulletinStanding = STATES.find((each) => each === parameters.get('state')) ?? 'active';
  const text = parameters.get('q') ?? '';
  const communes = useCommuneOptions();
  const area = parameters.get('area');
  const ordered = area ?? (communes.length === 1 ? (communes[0]?.value ?? null) : null);
  const set = (changed: { state?: BulletinStanding; q?: string; area?: string | null }) => {
    const next = { state, q: text, area, ...changed };
    setParameters({ ...(next.state === 'active' ? {} : { state: next.state }), ...(next.q === '' ? {} : { q: next.q }), ...(next.area === null ? {} : { area: next.area }) }, { replace: true });
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('loa.bulletins.title')}</h1>
        {mayBroadcast(session) && (
          <span className="loa-tools">
            <Button icon={<Icon name="upload" size={16} />} onClick={() => { void navigate('/loa/ban-tin/nhap'); }}>{t('loa.bulletins.import')}</Button>
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => { void navigate('/loa/ban-tin/moi'); }} data-testid="new-bulletin">{t('loa.bulletins.add')}</Button>
          </span>
        )}
      </div>
      {ordered !== null && <OrderPanel area={ordered} asked={area !== null} />}
      <div className="panel">
        <div className="filters">
          <SearchField className="filters-search" label={t('loa.bulletins.search')} value={text} onChange={(q) => { set({ q }); }} />
          {communes.length > 1 && <CommuneSelect area={area} everywhere={t('loa.order.of')} onArea={(next) => { set({ area: next }); }} />}
          <Segmented<BulletinStanding> value={state} options={STATES.map((each) => ({ value: each, label: t(`loa.bulletin.state.${each}`) }))} onChange={(next) => { set({ state: next }); }} />
        </div>
        <Loaded query={bulletins} height={320}>
          {(list) => {
            const sought = foldForSearch(text.trim());
            const shown = list.filter((each) => bulletinStanding(each, day) === state && foldForSearch(each.title).includes(sought));
            const full = state !== 'active' && list.filter((each) => bulletinStanding(each, day) !== 'active').length >= MOST_FORMER;
            return (
              <>
                {full && <p className="loa-none" role="status" data-testid="bulletins-full">{t('loa.bulletins.full', { n: formatNumber(MOST_FORMER, 0, language) })}</p>}
                {shown.length > 0 ? <BulletinTable bulletins={shown} />
                  : sought !== '' ? <Empty icon="search" title={t('loa.bulletins.nothing')} action={<Button onClick={() => { set({ q: '' }); }}>{t('common.clearFilters')}</Button>} />
                  : state !== 'active' ? <Empty icon="broadcast" title={t('loa.bulletins.none')} />
                  : <Empty icon="broadcast" title={t('loa.bulletins.none')} hint={t('loa.bulletins.noneHint')} />}
              </>
            );
          }}
        </Loaded>
      </div>
    </div>
  );
}

function BulletinTable({ bulletins }: { bulletins: Bulletin[] }) {
  const t = useTranslate();
  const navigate = useNavigate();
  const ownerName = useOwnerName();
  const originText = useOriginText();
  const lengthText = useLengthText();
  const scheduleText = useScheduleText();
  const targetsText = useTargetsText();
  return (
    <Table<Bulletin>
      className="list-table"
      rowKey="id"
      columns={columnsOf({ t, ownerName, originText, lengthText, scheduleText, targetsText })}
      dataSource={bulletins}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      onRow={({ id }) => ({ 'data-testid': 'bulletin-row', onClick: () => { void navigate(`/loa/ban-tin/${encodeURIComponent(id)}`); } }) as React.HTMLAttributes<HTMLElement>}
    />
  );
}

interface Words {
  t: Translate;
  ownerName: (area: string | null) => string;
  originText: (source: string | null) => string;
  lengthText: (seconds: number) => string;
  scheduleText: ReturnType<typeof useScheduleText>;
  targetsText: ReturnType<typeof useTargetsText>;
}

function columnsOf({ t, ownerName, originText, lengthText, scheduleText, targetsText }: Words): ColumnsType<Bulletin> {
  return [
    {
      title: t('loa.bulletin.title'),
      key: 'title',
      width: '34%',
      sorter: (a, b) => a.title.localeCompare(b.title, 'vi'),
      render: (_, bulletin) => (
        <span className="list-name-text">
          <Link to={`/loa/ban-tin/${encodeURIComponent(bulletin.id)}`} onClick={(event) => { event.stopPropagation(); }}>{bulletin.title}</Link>
          <span className="list-name-sub">{bulletin.source === null ? ownerName(bulletin.area) : originText(bulletin.source)}</span>
          <span className="narrow-only loa-small">
            {bulletin.class !== 'normal' && <b className={`loa-class loa-class-${bulletin.class}`}>{t(`loa.class.${bulletin.class}`)}</b>}
            {[bulletin.schedules.map(scheduleText).join('; '), lengthText(bulletin.seconds), bulletin.schedules.map(targetsText).join('; ')].filter((text) => text !== '').join(' · ')}
          </span>
        </span>
      ),
    },
    { title: t('loa.bulletin.class'), key: 'class', width: 130, responsive: ['sm'], render: (_, bulletin) => <b className={`loa-class loa-class-${bulletin.class}`}>{t(`loa.class.${bulletin.class}`)}</b> },
    { title: t('loa.bulletin.schedule'), key: 'schedule', responsive: ['md'], render: (_, { schedules }) => schedules.map((schedule, index) => <span key={index} className="loa-line">{scheduleText(schedule)}</span>) },
    { title: t('loa.bulletin.targets'), key: 'targets', width: '22%', responsive: ['lg'], render: (_, { schedules }) => schedules.map((schedule, index) => <span key={index} className="loa-line">{targetsText(schedule)}</span>) },
    { title: t('loa.bulletin.seconds'), key: 'seconds', width: 124, align: 'right', responsive: ['sm'], sorter: (a, b) => a.seconds - b.seconds, render: (_, { seconds }) => lengthText(seconds) },
  ];
}
