import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Form, Input, Select, Table } from 'antd';
import type { ColumnsType } from 'antd/es/table';
import { useState } from 'react';
import { accountsApi } from '../../api/accounts';
import { useAccounts, useAreas } from '../../api/queries';
import { CreateDialog } from '../../components/create-dialog';
import { Empty, Loaded, useErrorMessage } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { matchesOption } from '../../components/select-options';
import { useSession } from '../../components/session';
import { useTranslate } from '../../i18n';
import { errorText } from '../../model/errors';
import { ROLES } from '../../model/roles';
import type { Account, Area, NewAccount, Role } from '../../model/types';
import '../lists.css';
import './admin.css';

export default function AccountsView() {
  const t = useTranslate();
  const accounts = useAccounts();
  const areas = useAreas();
  const [adding, setAdding] = useState(false);
  const columns = useColumns(areas.data ?? []);
  return (
    <div className="page">
      <div className="page-head">
        <h1 className="page-title">{t('accounts.title')}</h1>
        <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => { setAdding(true); }} data-testid="account-add">
          {t('accounts.add')}
        </Button>
      </div>
      <div className="panel">
        <Loaded query={accounts}>
          {(list) =>
            list.length === 0 ? (
              <Empty icon="accounts" title={t('accounts.empty')} />
            ) : (
              <Table<Account> rowKey="username" columns={columns} dataSource={list} pagination={{ pageSize: 50, hideOnSinglePage: true }} className="plain-table" />
            )
          }
        </Loaded>
      </div>
      <AccountDialog open={adding} onClose={() => { setAdding(false); }} areas={areas.data ?? []} />
    </div>
  );
}

function useColumns(areas: readonly Area[]): ColumnsType<Account> {
  const t = useTranslate();
  const roles = (account: Account) => account.roles.map((role) => t(`role.${role}`)).join(', ');
  const scope = (account: Account) =>
    account.area === null ? t('accounts.wholeDistrict') : (areas.find((area) => area.id === account.area)?.name ?? account.area);
  return [
    {
      title: t('accounts.name'),
      key: 'name',
      render: (_, account) => (
        <span className="list-name-text">
          <span className="name-cell">{account.name || account.username}</span>
          <span className="mono">{account.username}</span>
          <span className="narrow-only list-name-sub">{roles(account)}</span>
        </span>
      ),
    },
    { title: t('accounts.roles'), key: 'roles', responsive: ['sm'], render: (_, account) => roles(account) },
    { title: t('accounts.area'), key: 'area', responsive: ['md'], render: (_, account) => scope(account) },
    {
      title: t('accounts.state'),
      key: 'state',
      responsive: ['md'],
      render: (_, account) => <span className="muted">{t(account.disabled ? 'accounts.disabled' : 'accounts.active')}</span>,
    },
    { key: 'actions', align: 'right', render: (_, account) => <DisableButton account={account} /> },
  ];
}

function DisableButton({ account }: { account: Account }) {
  const t = useTranslate();
  const session = useSession();
  const client = useQueryClient();
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const change = useMutation({
    mutationFn: () => accountsApi.change(account.username, { disabled: !account.disabled }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['accounts'] }),
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  if (account.username === session.username) {
    return null;
  }
  return (
    <Button size="small" loading={change.isPending} onClick={() => { change.mutate(); }}>
      {t(account.disabled ? 'accounts.enable' : 'accounts.disable')}
    </Button>
  );
}

interface Fields {
  username: string;
  name: string;
  roles: Role[];
  area?: string;
  password: string;
}

function AccountDialog({ open, onClose, areas }: { open: boolean; onClose: () => void; areas: readonly Area[] }) {
  const t = useTranslate();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const required = { required: true, message: t('common.required') };
  const create = useMutation({
    mutationFn: ({ area, ...fields }: Fields) => accountsApi.create({ ...fields, area: area ?? null } satisfies NewAccount),
    onSuccess: (_, { username }) => {
      void message.success(t('accounts.created', { id: username }));
      void client.invalidateQueries({ queryKey: ['accounts'] });
      form.resetFields();
      onClose();
    },
  });
  return (
    <CreateDialog open={open} title={t('accounts.add')} form={form} mutation={create} onClose={onClose}>
      <Form.Item name="username" label={t('accounts.username')} rules={[required]}>
        <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="name" label={t('accounts.name')} rules={[required]}>
        <Input autoComplete="off" />
      </Form.Item>
      <Form.Item name="roles" label={t('accounts.roles')} rules={[required]}>
        <Select mode="multiple" options={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))} />
      </Form.Item>
      <Form.Item name="area" label={t('accounts.area')}>
        <Select
          allowClear
          showSearch
          placeholder={t('accounts.wholeDistrict')}
          filterOption={matchesOption}
          options={areas.filter((area) => area.outline?.type !== 'LineString').map((area) => ({ value: area.id, label: area.name }))}
        />
      </Form.Item>
      <Form.Item name="password" label={t('accounts.password')} extra={t('password.rule')} rules={[{ required: true, min: 12, message: t('password.rule') }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
    </CreateDialog>
  );
}
