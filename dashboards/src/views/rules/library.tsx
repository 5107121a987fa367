import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer } from 'antd';
import { rulesApi } from '../../api/rules';
import { RULE_LIBRARY_KEY, RULES_KEY, useRuleLibrary } from '../../api/desk-queries';
import { PrioritySymbol } from '../../components/alarms/symbol';
import { Loaded, useErrorMessage } from '../../components/feedback';
import { Icon } from '../../components/icons';
import { useLanguage, useTranslate } from '../../i18n';
import { errorText } from '../../model/errors';
import type { RulePack } from '../../model/rules';

interface LibraryDrawerProps {
  open: boolean;
  onClose: () => void;
  may: boolean;
}

/** The rules that come with the product; loading never touches what people have written. */
export function LibraryDrawer({ open, onClose, may }: LibraryDrawerProps) {
  const t = useTranslate();
  const library = useRuleLibrary(open);
  return (
    <Drawer open={open} onClose={onClose} width={Math.min(640, window.innerWidth)} title={t('rules.library')}>
      <p className="muted pack-hint">{t('rules.libraryHint')}</p>
      <Loaded query={library}>{(packs) => <>{packs.map((pack) => <Pack key={pack.id} pack={pack} may={may} />)}</>}</Loaded>
    </Drawer>
  );
}

function Pack({ pack, may }: { pack: RulePack; may: boolean }) {
  const t = useTranslate();
  const language = useLanguage();
  const client = useQueryClient();
  const describe = useErrorMessage();
  const { message } = App.useApp();
  const load = useMutation({
    mutationFn: () => rulesApi.load(pack.id),
    onSuccess: ({ created, updated, kept }) => {
      void message.success(t('rules.loaded', { created: created.length, updated: updated.length, kept: kept.length }));
      void client.invalidateQueries({ queryKey: RULES_KEY });
      void client.invalidateQueries({ queryKey: RULE_LIBRARY_KEY });
    },
    onError: (failure) => { void message.error(describe(errorText(failure))); },
  });
  const whole = pack.present === pack.rules.length;
  return (
    <section className="pack" data-testid="rule-pack" data-pack={pack.id}>
      <div className="pack-head">
        <div>
          <h3 className="panel-title">{pack.title[language] || pack.title.vi}</h3>
          <p className="muted pack-text">{pack.description[language] || pack.description.vi}</p>
        </div>
        {may && (
          <Button type={whole ? 'default' : 'primary'} size="small" loading={load.isPending} onClick={() => { load.mutate(); }} data-testid="load-pack">
            {t(whole ? 'rules.loadAgain' : 'rules.load')}
          </Button>
        )}
      </div>
      <details>
        <summary>{t('rules.packCount', { present: pack.present, total: pack.rules.length })}</summary>
        <ul className="pack-rules">
          {pack.rules.map((rule) => (
            <li key={rule.id}>
              <span className="rule-priorities">
                {[...new Set(rule.priorities)].sort().map((priority) => (
                  <PrioritySymbol key={priority} priority={priority} look="light" size={16} />
                ))}
              </span>
              <span className="pack-rule-name">{rule.name[language] || rule.name.vi}</span>
              {rule.present && <span className="faint pack-present"><Icon name="check" size={14} /> {t('rules.present')}</span>}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
