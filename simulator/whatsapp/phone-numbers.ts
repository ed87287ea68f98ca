/** Digits only: the form of a `wa_id`. */
export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

/** Brazilian areas whose older accounts kept the ninth digit in their id. */
const AREAS_WITH_NINTH_DIGIT = /^(1[1-9]|2[12478])/;

/**
 * One key for all the ways in which a mobile number is written: with and without the Argentine 9, the Mexican 1 and the
 * Brazilian ninth digit. Input may be any spelling; the key is not for display.
 */
export function matchKeyOf(phone: string): string {
  const digits = digitsOf(phone);
  if (/^549\d{10}$/.test(digits)) return `54${digits.slice(3)}`;
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`;
  if (/^55\d{2}9\d{8}$/.test(digits)) return `${digits.slice(0, 4)}${digits.slice(5)}`;
  return digits;
}

/** The id that the network gives a number nobody has described: it differs from the input by the regional digit. */
export function usualWaId(phone: string): string {
  const key = matchKeyOf(phone);
  if (/^54\d{10}$/.test(key)) return `549${key.slice(2)}`;
  if (/^52\d{10}$/.test(key)) return `521${key.slice(2)}`;
  if (/^55\d{10}$/.test(key)) {
    const hasMobilePrefix = /[6-9]/.test(key[4] ?? '');
    const keepsNinth = AREAS_WITH_NINTH_DIGIT.test(key.slice(2)) && hasMobilePrefix;
    return keepsNinth ? `${key.slice(0, 4)}9${key.slice(4)}` : key;
  }
  return key;
}

const COUNTRY_BY_PREFIX: readonly (readonly [string, string])[] = [
  ['54', 'AR'], ['55', 'BR'], ['52', 'MX'], ['57', 'CO'], ['56', 'CL'], ['51', 'PE'], ['598', 'UY'], ['595', 'PY'],
  ['591', 'BO'], ['593', 'EC'], ['58', 'VE'], ['34', 'ES'], ['91', 'IN'], ['1', 'US'], ['44', 'GB'], ['351', 'PT'],
];

/** ISO country of a number's prefix, `ZZ` when it is none of those we pretend to know. */
export function countryOf(phone: string): string {
  const digits = digitsOf(phone);
  return COUNTRY_BY_PREFIX.find(([prefix]) => digits.startsWith(prefix))?.[1] ?? 'ZZ';
}

const CANADIAN_AREAS = new Set(
  '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 468 474 506 514 519 548 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905'.split(' '),
);
const CARIBBEAN_AREAS = new Set(
  '242 246 264 268 284 340 345 441 473 649 658 664 670 671 684 721 758 767 784 787 809 829 849 868 869 876 939'.split(' '),
);

/** True for +1 numbers of the United States themselves, where marketing templates are withheld. */
export function isUnitedStates(phone: string): boolean {
  const digits = digitsOf(phone);
  if (!/^1\d{10}$/.test(digits)) return false;
  const area = digits.slice(1, 4);
  return !CANADIAN_AREAS.has(area) && !CARIBBEAN_AREAS.has(area);
}
