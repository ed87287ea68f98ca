import { z } from 'zod';

/** The merchant's account at Meta. Where each value is found: README.md. */
export const CloudApiSettings = z.object({
  phoneNumberId: z
    .string()
    .regex(/^\d{5,30}$/, 'The phone number ID is a row of digits, not the phone number itself.')
    .meta({ title: 'Phone number ID' }),
  wabaId: z
    .string()
    .regex(/^\d{5,30}$/, 'The WhatsApp Business Account ID is a row of digits.')
    .meta({ title: 'WhatsApp Business Account ID' }),
  accessToken: z.string().min(1).meta({ title: 'Access token of a system user', secret: true }),
  appId: z.string().regex(/^\d{5,30}$/, 'The app ID is a row of digits.').meta({ title: 'App ID' }),
  appSecret: z.string().min(1).meta({ title: 'App secret', secret: true }),
  verifyToken: z
    .string()
    .min(8, 'Choose at least eight characters.')
    .max(200)
    .meta({ title: 'Webhook verify token', description: 'A word of your own choice; Meta repeats it once.', secret: true, generated: 'verify' }),
  isCoexistence: z
    .boolean()
    .default(false)
    .meta({ title: 'The number is also used in the WhatsApp Business app' }),
  /** Messages each second, in and out together; null: 80, or 20 for a number shared with the app. */
  messagesPerSecond: z.int().min(1).max(1000).nullable().default(null).meta({ title: 'Messages per second', advanced: true }),
  businessPortfolioId: z.string().nullable().default(null).meta({ title: 'Business portfolio ID', advanced: true }),
  /** Needed only when several numbers share the account: news about the others is then told apart. */
  displayNumber: z.string().nullable().default(null).meta({ title: 'Number as displayed', advanced: true }),
  graphVersion: z
    .string()
    .regex(/^v\d{1,3}\.\d$/, 'A version looks like v26.0.')
    .default('v26.0')
    .meta({ title: 'Graph API version', advanced: true }),
  apiBaseUrl: z.url().default('https://graph.facebook.com').meta({ title: 'Graph API address', advanced: true }),
});
export type CloudApiSettings = z.infer<typeof CloudApiSettings>;

const defaultMessagesPerSecond = 80;
/** A number shared with the app is fixed at 20 messages each second, whatever else is agreed. */
const coexistenceMessagesPerSecond = 20;

export function messagesPerSecond(settings: CloudApiSettings): number {
  const wanted = settings.messagesPerSecond ?? defaultMessagesPerSecond;
  return settings.isCoexistence ? Math.min(wanted, coexistenceMessagesPerSecond) : wanted;
}
