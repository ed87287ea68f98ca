/** "Googlebot/2.1", "Slackbot-LinkExpanding", and not the phones of the brand CUBOT. */
const bot = /(?<!\bcu)bot\b/i;

/** Messengers and search engines fetch a link to draw its preview: that is no person's click, and nothing is made for them. */
export const isLinkPreview = (userAgent: string): boolean => bot.test(userAgent) || /whatsapp|facebookexternalhit|preview/i.test(userAgent);

/** A program that walks through shops. */
export const isRobot = (userAgent: string): boolean => bot.test(userAgent) || /crawl|spider|slurp|headless|lighthouse/i.test(userAgent);
