import { Button } from 'antd';
import { Link } from 'react-router-dom';
import { Icon } from '../../../components/icons';
import { useLanguage, useTranslate } from '../../../i18n';
import { isMovable, isPinned, pinOf, shifted, SLOT, type Changes } from '../../../model/board';
import { stateOf, type Constraint, type Span, type Turn, type TurnAccount } from '../../../model/irrigation-plans';
import { formatNumber } from '../../../model/numbers';
import { formatTime } from '../../../model/time';
import { Fact, Facts, formatSpan, formatWhole, TurnStateTag, useReason, type NameOf } from './parts';

interface DetailsProps {
  turn: Turn;
  names: NameOf;
  changes: Changes;
  constraints: readonly Constraint[];
  within: Span | null;
  now: number;
  onMove: (turn: Turn, to: Span) => void;
  onPin: (turn: Turn) => void;
  onClose: () => void;
}

/** All of a turn, and what can be done with it without a pointer. */
export function TurnDetails({ turn, names, changes, constraints, within, now, onMove, onPin, onClose }: DetailsProps) {
  const t = useTranslate();
  const language = useLanguage();
  const movable = within !== null && isMovable(turn, now);
  const pin = pinOf(turn, constraints);
  const move = (by: number) => {
    if (within !== null) {
      onMove(turn, shifted(turn, by, within, now));
    }
  };
  return (
    <aside className="panel board-details" aria-label={names(turn.kind, turn.subject)} data-testid="turn-details" data-turn={turn.id}>
      <div className="panel-head">
        <div>
          <span className="muted">{t(`turn.kind.${turn.kind}`)}</span>
          <h2 className="panel-title">{names(turn.kind, turn.subject)}</h2>
        </div>
        <Button type="text" icon={<Icon name="cross" size={16} />} aria-label={t('turn.close')} onClick={onClose} />
      </div>
      <div className="panel-body">
        <TurnStateTag state={stateOf(turn)} />
        <Facts>
          <Fact label={t('turn.planned')} testId="turn-planned">{formatSpan(turn, language)}</Fact>
          {turn.account !== null && <Course account={turn.account} />}
          <Fact label={t('turn.volume')}>
            <Volume turn={turn} />
          </Fact>
          <Fact label={t('turn.flow')}>{formatNumber(turn.flow, 3, language)} m³/s</Fact>
          <Fact label={t('turn.canal')}>{names('canal', turn.canal)}</Fact>
          <Fact label={t('turn.device')}>{turn.device ?? t('turn.noDevice')}</Fact>
          {turn.kind === 'pump' && <Energy turn={turn} />}
          {turn.withdrawn !== null && <Fact label={t('turn.state.withdrawn')}>{turn.withdrawn}</Fact>}
          {pin !== null && <Fact label={t('board.legend.pinned')}>{t('turn.pinnedBy', { who: pin.set.by })}</Fact>}
        </Facts>
        {movable && (
          <div className="board-actions">
            <Button onClick={() => { move(-SLOT); }} data-testid="turn-earlier">{t('turn.earlier')}</Button>
            <Button onClick={() => { move(SLOT); }} data-testid="turn-later">{t('turn.later')}</Button>
            <Button onClick={() => { onPin(turn); }} data-testid="turn-pin">{t(isPinned(turn, changes, constraints) ? 'turn.unpin' : 'turn.pin')}</Button>
          </div>
        )}
        {turn.kind === 'field' && (
          <Link className="board-field" to={`/irrigation/fields/${encodeURIComponent(turn.subject)}`}>
            {t('turn.field')} <Icon name="chevronRight" size={14} />
          </Link>
        )}
      </div>
    </aside>
  );
}

function Course({ account }: { account: TurnAccount }) {
  const t = useTranslate();
  const say = useReason();
  const { started, confirmed, ended, reason, atRest } = account;
  return (
    <>
      {started !== null && <Fact label={t('turn.actual')}>{ended === null ? t('turn.since', { time: formatTime(started) }) : `${formatTime(started)}–${formatTime(ended)}`}</Fact>}
      {started !== null && <Fact label={t('turn.confirmed')}>{confirmed === null ? t('turn.notConfirmed') : formatTime(confirmed)}</Fact>}
      {reason !== '' && <Fact label={t('turn.reason')}>{say(reason)}</Fact>}
      {ended !== null && atRest !== null && <Fact label={t('turn.rest')}>{t(atRest ? 'turn.atRest' : 'turn.notAtRest')}</Fact>}
    </>
  );
}

export function Volume({ turn }: { turn: Turn }) {
  const t = useTranslate();
  const language = useLanguage();
  const { volume, account } = turn;
  if (account?.volume === null || account?.volume === undefined) {
    return <>{t('turn.volumePlanned', { value: formatWhole(volume, language) })}</>;
  }
  const deviation = account.deviation;
  return (
    <>
      {volume > 0 ? t('turn.volumeOf', { value: formatWhole(account.volume, language), planned: formatWhole(volume, language) }) : `${formatWhole(account.volume, language)} m³`}
      {deviation !== null && Math.abs(deviation) >= 0.01 && ` (${deviation > 0 ? '+' : '−'}${formatWhole(Math.abs(deviation) * 100, language)} %)`}
      {account.how !== null && <span className="faint"> · {t(`turn.volumeHow.${account.how}`)}</span>}
    </>
  );
}

function Energy({ turn }: { turn: Turn }) {
  const t = useTranslate();
  const language = useLanguage();
  const total = turn.energy.reduce((sum, each) => sum + each.kilowattHours, 0);
  return (
    <>
      <Fact label={t('turn.energy')}>
        {formatWhole(total, language)} kWh
        {turn.energy.length > 1 && <span className="faint"> ({turn.energy.map(({ band, kilowattHours }) => `${band} ${formatWhole(kilowattHours, language)}`).join(', ')})</span>}
      </Fact>
      <Fact label={t('turn.cost')}>{formatWhole(turn.cost, language)} đ</Fact>
    </>
  );
}
