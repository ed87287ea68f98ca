/** For comparing what is typed with what is written: no case, no accents. */
export const fold = (text: string): string => text.trim().toLowerCase().normalize('NFD').replaceAll(/\p{Mark}/gu, '');
