import { useTranslation } from 'react-i18next';
import { assistantTopics } from '#contract/assistant';
import type { AssistantSettings } from '#contract/assistant';
import { useFormats } from '../../ui/formats.tsx';
import { useModels } from './assistant-requests.ts';
import classes from './assistant.module.css';

/** What the settings say, as one would tell it. */
export function SetupSentence({ settings }: { settings: AssistantSettings }) {
  const { t } = useTranslation('assistant');
  const formats = useFormats();
  const models = useModels();
  const { name, channels, hours, share, topics, limits, modelConnectionId } = settings;
  const model = models.find(({ id }) => id === modelConnectionId)?.name;
  const others = assistantTopics.filter((topic) => !topics.includes(topic));
  const namesOf = (list: readonly string[], key: string) => formats.list(list.map((one) => t(`${key}.${one}`)));
  return (
    <p className={classes.sentence}>
      {!settings.isOn && `${t('sentence.onceOn')} `}
      {channels.length === 0 || share === 0
        ? t('sentence.nobody', { name })
        : t('sentence.answers', { name, whom: share === 100 ? t('sentence.everyone') : t('sentence.some', { share: formats.share(share / 100) }), channels: namesOf(channels, 'channelIn'), hours: t(`sentence.hours.${hours.kind}`) })}{' '}
      {model ? t('sentence.model', { model }) : t('sentence.builtIn')} {others.length > 0 ? t('sentence.leaves', { topics: namesOf(others, 'topicIn') }) : t('sentence.all')}{' '}
      {limits.discountPercent === 0 ? t('sentence.noDiscount') : t('sentence.discount', { percent: formats.share(limits.discountPercent / 100) })}
      {limits.orderMinor !== null && ` ${t('sentence.order', { amount: formats.money(limits.orderMinor) })}`}
    </p>
  );
}
