import type { SendAdvice } from '#contract/inbound-event';

/**
 * What each of Meta's error codes asks of a sender. Decided on the code alone: titles vary, HTTP status misleads.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
export interface ErrorRule {
  codes: readonly number[];
  advice: SendAdvice;
  /** For the merchant. */
  message: string;
  /** Least time before another attempt; absent: the sender's own back-off. */
  retryAfterMs?: number;
}

const minuteMs = 60_000;

export const errorRules: readonly ErrorRule[] = [
  { codes: [0, 190], advice: 'reconnect', message: 'The access token expired or was withdrawn. Connect the number again.' },
  { codes: [3, 10, 131005], advice: 'reconnect', message: 'The access token lacks a permission. Check the system user and its assets.' },
  { codes: [368], advice: 'stop_number', message: 'Meta restricted the account because of its policies.' },
  { codes: [33, 131045, 133010], advice: 'stop_number', message: 'The number is not registered with the Cloud API.' },
  { codes: [1, 131000], advice: 'retry_once', message: 'WhatsApp had an unknown fault.' },
  { codes: [2, 131016], advice: 'retry', message: 'WhatsApp is not available for the moment.' },
  { codes: [131057], advice: 'retry', message: 'The number is under maintenance for a minute.', retryAfterMs: minuteMs },
  { codes: [4, 80007], advice: 'slow_number', message: 'Too many calls to Meta in a short time.', retryAfterMs: minuteMs },
  { codes: [130429], advice: 'slow_number', message: 'The number sends faster than WhatsApp allows.', retryAfterMs: 1000 },
  { codes: [131056], advice: 'slow_pair', message: 'Too many messages to this person in a short time.', retryAfterMs: 4000 },
  { codes: [131049], advice: 'wait_a_day', message: 'Meta held back a marketing message to this person.' },
  { codes: [130472], advice: 'never_marketing', message: 'This person is in a group that Meta shows no marketing messages.' },
  { codes: [131050], advice: 'stop_marketing', message: 'This person told WhatsApp to stop marketing messages of the business.' },
  { codes: [130403], advice: 'unreachable', message: 'The business has blocked this person.' },
  { codes: [131026], advice: 'unreachable', message: 'The number is not on WhatsApp, or its app cannot receive this.' },
  { codes: [131047], advice: 'window_closed', message: 'More than 24 hours passed since this person wrote: a template is needed.' },
  { codes: [130497], advice: 'stop_country', message: 'The account may not write to people in this country.' },
  { codes: [131031, 131037, 131042, 131048], advice: 'stop_number', message: 'The number or account is blocked at Meta: open WhatsApp Manager.' },
  { codes: [131064], advice: 'stop_number', message: 'Meta limits the account because templates carried a wrong category.' },
  { codes: [134011], advice: 'stop_number', message: 'The terms of payments in WhatsApp are not accepted.' },
  { codes: [132001], advice: 'stop_template', message: 'The template does not exist in this language or is not approved.' },
  { codes: [132007], advice: 'stop_template', message: 'The text of the template breaks a policy of WhatsApp.' },
  { codes: [132015], advice: 'stop_template', message: 'The template is paused because of its quality.' },
  { codes: [132016], advice: 'stop_template', message: 'The template is disabled for good.' },
  { codes: [132068, 132069], advice: 'stop_template', message: 'The form inside the template is blocked or slowed down.' },
  { codes: [131061, 131063, 131065], advice: 'stop_template', message: 'The account sends this template only by the Marketing Messages API.' },
  { codes: [2388019], advice: 'stop_template', message: 'The account has as many templates as it may have.' },
  { codes: [2388039], advice: 'stop_template', message: 'The template cannot be edited in its present state.' },
  {
    codes: [2388040, 2388047, 2388072, 2388073, 2388293, 2388299],
    advice: 'stop_template',
    message: 'Meta does not accept the text of the template: a part is too long, or its variables are misplaced.',
  },
  { codes: [131070], advice: 'not_owner', message: 'Another application holds this conversation.' },
  { codes: [131053], advice: 'retry_once', message: 'WhatsApp could not use or fetch the file.' },
  { codes: [134101], advice: 'retry', message: 'The template is still being prepared.', retryAfterMs: 10 * minuteMs },
  { codes: [134102], advice: 'retry', message: 'The Marketing Messages API is not available for the moment.' },
  { codes: [100, 131008, 131009, 135000], advice: 'fix_message', message: 'WhatsApp does not accept a value of the message.' },
  { codes: [131021], advice: 'fix_message', message: 'The message is addressed to its own sender.' },
  { codes: [131051, 1026], advice: 'fix_message', message: 'The app of this person cannot show this kind of message.' },
  { codes: [131055, 134100], advice: 'fix_message', message: 'Only marketing templates may take this road.' },
  { codes: [131062], advice: 'fix_message', message: 'This kind of message needs a phone number, and only a user id is known.' },
  { codes: [132000], advice: 'fix_message', message: 'The message has other variables than the approved template.' },
  { codes: [132005], advice: 'fix_message', message: 'The text becomes too long once its variables are filled in.' },
  { codes: [132012, 132018], advice: 'fix_message', message: 'A variable holds a value that the template does not allow.' },
  { codes: [2040, 2046, 2047], advice: 'fix_message', message: 'The order message does not fit the state of the order.' },
  { codes: [131052], advice: 'fix_message', message: 'A file sent by this person could not be fetched.' },
  { codes: [131060], advice: 'fix_message', message: 'The message came from a linked device that WhatsApp does not serve.' },
  { codes: [131059], advice: 'retry_once', message: 'The page of the list is no longer known.' },
  {
    codes: [133000, 133004, 133005, 133006, 133008, 133009, 133015, 133016, 136024],
    advice: 'stop_number',
    message: 'The registration of the number is not finished.',
  },
  { codes: [2593107, 2593108, 2593109], advice: 'fix_message', message: 'The history of the app is not shared.' },
  { codes: [200005, 200006, 200007], advice: 'fix_message', message: 'Template statistics are not switched on.' },
  { codes: [147001, 147002, 147003, 147004, 147005], advice: 'fix_message', message: 'The user name of the business is not accepted.' },
];
