import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { LOUDSPEAKERS_KEY, useSpeakerOrder } from '../../api/loudspeaker-queries';
import { ordersApi } from '../../api/loudspeakers';
import { FormFailure } from '../../components/form-failure';
import { useNowDerived } from '../../components/now';
import { matchesOption } from '../../components/select-options';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { asksHere, decidable, isMoved, type SpeakerOrder } from '../../model/loudspeaker-order';
import type { Collision, Slot } from '../../model/loudspeaker-verdicts';
import { mayBroadcast } from '../../model/roles';
import { formatDateTime, formatTime } from '../../model/time';

/** What collides with a sounding; who may says which comes first. In a list of soundings a question stands once. */
export function Collisions({ slot, inList = false }: { slot: Slot; inList?: boolean }) {
  const session = useSession();
  const keys = useNowDerived((now) => decidable(slot, now).map((each) => each.slot).join(' ')).split(' ');
  const shown = (slot.collisions ?? []).filter((each) => keys.includes(each.slot) && (!inList || asksHere(slot, each)));
  return shown.length === 0 || !mayBroadcast(session) ? null : (
    <ul className="loa-collisions">
      {shown.map((each) => <li key={each.slot}><Decision slot={slot} collision={each} /></li>)}
    </ul>
  );
}

function Decision({ slot, collision }: { slot: Slot; collision: Collision }) {
  const t = useTranslate();
  const client = useQueryClient();
  const { areas } = collision;
  const [chosen, setChosen] = useState<string | null>(null);
  const area = areas.find((each) => each.area === chosen) ?? (areas.length === 1 ? areas[0] : undefined);
  const decide = useMutation({
    mutationFn: (order: string[]) => ordersApi.decide(area?.area ?? '', order),
    onSuccess: () => { void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] }); },
  });
  const choice = (first: { bulletin: string; title: string }, second: { bulletin: string }) => (
    <Button size="small" className="loa-first" disabled={area === undefined} loading={decide.isPending} title={first.title} aria-label={t('loa.order.first', { title: first.title })} onClick={() => { decide.mutate([first.bulletin, second.bulletin]); }} data-testid="decide-first" data-bulletin={first.bulletin}>
      <span>{first.title}</span>
    </Button>
  );
  return (
    <div className="loa-collision" data-testid="collision">
      <p>
        {t('loa.order.collides', { title: collision.title, at: formatTime(Date.parse(collision.starts)) })}{' '}
        {t('loa.order.decides', { area: areas.length === 1 ? (areas[0]?.name ?? '') : t('loa.order.commune') })}
      </p>
      <p className="loa-collision-choice">
        {areas.length > 1 && <Select size="small" showSearch className="loa-collision-area" placeholder={t('loa.order.chooseArea', { n: areas.length })} aria-label={t('loa.commune')} value={chosen} options={areas.map(({ area: value, name }) => ({ value, label: name }))} filterOption={matchesOption} onChange={(next: string) => { setChosen(next); }} data-testid="decide-area" />}
        {choice(slot, collision)}
        {choice(collision, slot)}
      </p>
      <FormFailure error={decide.error} />
      {decide.isSuccess && <p role="status" className="loa-small">{decide.data.notice ?? t('loa.order.done')}</p>}
    </div>
  );
}

/** "xã quyết định, lùi từ 17:00": that the order made it begin later. */
export function Moved({ slot }: { slot: Slot }) {
  const t = useTranslate();
  return isMoved(slot) ? <span data-testid="moved"> · {t('loa.order.moved', { at: formatTime(Date.parse(slot.planned ?? slot.starts)) })}</span> : null;
}

/** What a commune has decided, with a way back. Where it has decided nothing, that is said only to who asked. */
export function OrderPanel({ area, asked }: { area: string; asked: boolean }) {
  const t = useTranslate();
  const order = useSpeakerOrder(area);
  const any = (order.data?.bulletins.length ?? 0) > 0;
  return order.data === undefined || (!any && !asked) ? null : (
    <section className="panel loa-order" data-testid="order">
      <div className="panel-head"><h2 className="panel-title">{t('loa.order.title', { area: order.data.areaName })}</h2></div>
      <p className="muted loa-order-what">{t(any ? 'loa.order.what' : 'loa.order.none')}</p>
      <Turns order={order.data} />
    </section>
  );
}

function Turns({ order }: { order: SpeakerOrder }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (bulletin: string) => ordersApi.remove(order.area, bulletin),
    onSuccess: () => { void client.invalidateQueries({ queryKey: [LOUDSPEAKERS_KEY] }); },
  });
  return (
    <>
      <ol className="loa-turns">
        {order.bulletins.map((turn) => (
          <li key={turn.bulletin} data-testid="turn">
            <span className="loa-turn-what">
              <Link to={`/loa/ban-tin/${encodeURIComponent(turn.bulletin)}`}>{turn.title}</Link>
              <span className="muted loa-small">{turn.by}, {formatDateTime(Date.parse(turn.at))}</span>
            </span>
            {mayBroadcast(session) && <Button size="small" loading={remove.isPending && remove.variables === turn.bulletin} onClick={() => { remove.mutate(turn.bulletin); }} data-testid="undecide">{t('loa.order.remove')}</Button>}
          </li>
        ))}
      </ol>
      {remove.error !== null && <Alert type="error" message={<FormFailure error={remove.error} />} />}
    </>
  );
}
