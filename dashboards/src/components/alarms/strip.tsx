import { Button, Popover, Slider, Switch, Tooltip } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router-dom';
import { useAlarms, useAlarmSummary } from '../../api/queries';
import { useLanguage, useTranslate } from '../../i18n';
import { countsOf, countsOfAll, mostUrgent, PRIORITIES, type AlarmPriority, type AlarmSummary, type AlarmView } from '../../model/alarms';
import { Icon } from '../icons';
import { useSound } from './sound';
import { AlarmSymbol, PrioritySymbol, useShort } from './symbol';
import { useHorn } from './watch';

/** On every page: how many alarms of each priority, which to look at first, and the horn. Grey when all is well. */
export function AlarmStrip() {
  const t = useTranslate();
  const summary = useAlarmSummary();
  return (
    <section className="strip" aria-label={t('strip.label')} data-testid="alarm-strip">
      {summary.data ? (
        <Tally summary={summary.data} />
      ) : (
        <span className="strip-text">{summary.error ? t('strip.unreachable') : ''}</span>
      )}
      <SoundButton />
    </section>
  );
}

function Tally({ summary }: { summary: AlarmSummary }) {
  const t = useTranslate();
  const { data: alarms } = useAlarms();
  const urgent = useMemo(() => mostUrgent(alarms ?? []), [alarms]);
  if (countsOfAll(summary).total === 0) {
    return (
      <Link to="/alarms" className="strip-text strip-quiet">
        <Icon name="check" size={16} />
        {t('strip.quiet')}
      </Link>
    );
  }
  return (
    <>
      <div className="strip-counts">
        {PRIORITIES.map((priority) => (
          <PriorityCount key={priority} priority={priority} summary={summary} />
        ))}
      </div>
      {urgent ? <Newest alarm={urgent} /> : <span className="strip-text">{alarms !== undefined && t('strip.allAcknowledged')}</span>}
    </>
  );
}

function PriorityCount({ priority, summary }: { priority: AlarmPriority; summary: AlarmSummary }) {
  const t = useTranslate();
  const { unacknowledged, total } = countsOf(summary, priority);
  const text = t('strip.count', { priority: t(`alarm.priority.${priority}`), unacknowledged, total });
  return (
    <Tooltip title={text}>
      <Link
        to={`/alarms?priority=${priority}`}
        className={`strip-count ${total === 0 ? 'strip-count-none' : ''}`}
        aria-label={text}
        data-testid={`strip-${priority}`}
        data-unacknowledged={unacknowledged}
        data-total={total}
      >
        <PrioritySymbol priority={priority} look={unacknowledged > 0 ? 'full' : total > 0 ? 'light' : 'hollow'} flashing={unacknowledged > 0} />
        <span className="strip-number">
          {unacknowledged > 0 && <b>{unacknowledged}/</b>}
          {total}
        </span>
      </Link>
    </Tooltip>
  );
}

function Newest({ alarm }: { alarm: AlarmView }) {
  const t = useTranslate();
  const language = useLanguage();
  const age = useShort(alarm.activatedAt);
  return (
    <Link to={`/alarms?alarm=${alarm.id}`} className="strip-newest" title={t('strip.newest')} data-testid="strip-newest">
      <AlarmSymbol alarm={alarm} size={16} />
      <span className="strip-newest-name">{alarm.name[language]}</span>
      <span className="strip-newest-place">{alarm.siteName ?? alarm.areaName}</span>
      <span className="strip-newest-age">{age}</span>
    </Link>
  );
}

function SoundButton() {
  const t = useTranslate();
  const horn = useHorn();
  const { settings, blocked, sounding } = useSound(horn);
  if (sounding !== null) {
    return (
      <Button
        className="strip-silence"
        icon={<Icon name="soundOff" size={16} />}
        title={t('sound.silenceHint')}
        onClick={() => { horn.silence(); }}
        data-testid="silence"
      >
        {t('sound.silence')}
      </Button>
    );
  }
  const refused = blocked && settings.on;
  const label = t(refused ? 'sound.blocked' : settings.on ? 'sound.on' : 'sound.off');
  return (
    <Popover trigger="click" placement="bottomRight" content={<SoundSettings />} title={t('sound.settings')}>
      <Button
        type="text"
        className={`strip-sound ${refused ? 'strip-sound-blocked' : ''}`}
        icon={<Icon name={settings.on && !blocked ? 'sound' : 'soundOff'} size={18} />}
        aria-label={label}
        title={refused ? t('sound.blockedHint') : label}
        data-testid="sound"
        data-state={refused ? 'blocked' : settings.on ? 'on' : 'off'}
      >
        <span className="strip-sound-label">{label}</span>
      </Button>
    </Popover>
  );
}

function SoundSettings() {
  const t = useTranslate();
  const horn = useHorn();
  const { settings } = useSound(horn);
  const { on, volume, priorities } = settings;
  const choose = (priority: AlarmPriority, heard: boolean) => {
    horn.change({ priorities: PRIORITIES.filter((each) => (each === priority ? heard : priorities.includes(each))) });
  };
  return (
    <div className="sound-settings">
      <label className="sound-line">
        <span>{t('sound.use')}</span>
        <Switch checked={on} onChange={(checked) => { horn.change({ on: checked }); }} data-testid="sound-on" />
      </label>
      {PRIORITIES.map((priority) => (
        <div className="sound-line" key={priority}>
          <PrioritySymbol priority={priority} look="light" />
          <span className="sound-line-name">{t(`alarm.priority.${priority}`)}</span>
          <Button size="small" type="text" onClick={() => { horn.unlock(); horn.play(priority); }}>
            {t('sound.try')}
          </Button>
          <Switch size="small" disabled={!on} checked={priorities.includes(priority)} aria-label={t(`alarm.priority.${priority}`)} onChange={(checked) => { choose(priority, checked); }} />
        </div>
      ))}
      <label className="sound-line">
        <span>{t('sound.volume')}</span>
        <Slider className="sound-volume" min={10} max={100} step={10} value={Math.round(volume * 100)} disabled={!on} onChange={(value: number) => { horn.change({ volume: value / 100 }); }} />
      </label>
      <p className="faint sound-note">{t('sound.note')}</p>
    </div>
  );
}
