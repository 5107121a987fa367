import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Modal, Segmented } from 'antd';
import { useState } from 'react';
import { planApi } from '../../../api/irrigation-plans';
import { IRRIGATION_KEY } from '../../../api/irrigation-queries';
import { FormFailure } from '../../../components/form-failure';
import { Icon } from '../../../components/icons';
import { useTranslate } from '../../../i18n';

const DAYS = [3, 5, 7] as const;

/** Has a new plan made; it is shown while that goes on. */
export function MakeButton({ onMade }: { onMade: (plan: number) => void }) {
  const t = useTranslate();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [days, setDays] = useState<(typeof DAYS)[number]>(5);
  const make = useMutation({
    mutationFn: () => planApi.create(days),
    onSuccess: ({ id }) => {
      setOpen(false);
      void client.invalidateQueries({ queryKey: [IRRIGATION_KEY] });
      onMade(id);
    },
  });
  return (
    <>
      <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => { make.reset(); setOpen(true); }} data-testid="plan-make">
        {t('plan.make')}
      </Button>
      <Modal open={open} title={t('plan.make')} okText={t('plan.make')} cancelText={t('common.cancel')} confirmLoading={make.isPending} okButtonProps={{ 'data-testid': 'plan-make-do' }} onOk={() => { make.mutate(); }} onCancel={() => { setOpen(false); }}>
        <FormFailure error={make.error} />
        <p className="muted">{t('plan.makeHint')}</p>
        <div className="field">
          <span className="field-label">{t('plan.makeDays')}</span>
          <Segmented<(typeof DAYS)[number]> value={days} options={DAYS.map((value) => ({ value, label: t('board.days', { n: value }) }))} onChange={setDays} />
        </div>
      </Modal>
    </>
  );
}
