import { expect, test } from 'vitest';
import { isLinkPreview, isRobot } from './user-agent.ts';

const phones = [
  'Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20 PRO) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Linux; Android 12; CUBOT) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
  '',
];

test.each(phones)('a shopper’s phone is neither a preview nor a robot: %s', (userAgent) => {
  expect([isLinkPreview(userAgent), isRobot(userAgent)]).toEqual([false, false]);
});

test.each(['WhatsApp/2.23.20.0', 'facebookexternalhit/1.1', 'TelegramBot (like TwitterBot)', 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)', 'Twitterbot/1.0', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'SkypeUriPreview'])('%s only draws a preview', (userAgent) => {
  expect(isLinkPreview(userAgent)).toBe(true);
});

test.each(['Mozilla/5.0 (compatible; bingbot/2.0)', 'Screaming Frog SEO Spider/19', 'Mozilla/5.0 HeadlessChrome/126.0', 'bot', 'Chrome-Lighthouse'])('%s is a robot', (userAgent) => {
  expect(isRobot(userAgent)).toBe(true);
});
