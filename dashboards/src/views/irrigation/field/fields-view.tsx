import { Table } from 'antd';
import { useFields } from '../../../api/irrigation-queries';
import { Empty, Loaded } from '../../../components/feedback';
import { useTranslate } from '../../../i18n';
import '../../lists.css';

export default function FieldsView() {
  const t = useTranslate();
  const fields = useFields();
  return (
    <div className="page">
      <h1 className="page-title">{t('irr.nav.fields')}</h1>
      <div className="panel">
        <Loaded query={fields} height={320}>
          {(list) => list.length === 0 ? <Empty icon="irrigation" title={t('irr.nav.fields')} /> : <Table rowKey="id" dataSource={list} columns={[{ title: t('irr.nav.fields'), dataIndex: 'name' }]} />}
        </Loaded>
      </div>
    </div>
  );
}
