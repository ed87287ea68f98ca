/** Lower case without accents: "Devolução" reads "devolucao". As long as it was where no sign falls apart. */
export const foldText = (text: string): string => text.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '');
