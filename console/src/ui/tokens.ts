/** The colours of the console. Both schemes, and the contrast test, read from here; nothing else names a colour. */

export type Ramp = readonly [string, string, string, string, string, string, string, string, string, string];

/** The accent: actions, links, what is chosen. */
export const teal: Ramp = [
  '#eef8f6', '#d9efeb', '#afdcd6', '#7fc6bd', '#4fb3a8', '#259488', '#117b73', '#0b655f', '#0a524e', '#083f3c',
];

/** The highlight: what needs a person. Never an action. */
export const saffron: Ramp = [
  '#fff8e8', '#fdedc8', '#fadb94', '#f7c75f', '#f3b33d', '#dd981b', '#b47708', '#8f5d05', '#6f4805', '#523505',
];

/** Money earned, and nothing else. */
export const green: Ramp = [
  '#eef8ee', '#d9efda', '#b0dcb3', '#85c88a', '#5eb565', '#3d9a46', '#2a7f33', '#1f6728', '#195320', '#133f19',
];

/** What is broken, and nothing else. */
export const red: Ramp = [
  '#fdf0ee', '#fadcd8', '#f3b6af', '#ec8d83', '#e4685b', '#d5483a', '#b93527', '#98291d', '#7a2118', '#5c1912',
];

export const gray: Ramp = [
  '#f7f8f7', '#eff1f0', '#e3e6e5', '#d3d8d6', '#b9c0be', '#949d9a', '#69726f', '#505856', '#353b3a', '#1d2221',
];

export const dark: Ramp = [
  '#e4e8e7', '#c3c9c8', '#a3acaa', '#808a88', '#4d5655', '#353d3c', '#232929', '#151918', '#0f1212', '#0a0c0c',
];

/** What a colour is for, in one scheme. Every pair of text and surface is at least AA (4.5 to 1). */
export interface SchemeTokens {
  surface: string;
  /** A little apart from the page: rail, hovered row, skeleton. */
  surfaceQuiet: string;
  surfaceChosen: string;
  hairline: string;
  /** The edge of a control, at least 3 to 1 against the surface. */
  controlEdge: string;
  text: string;
  textQuiet: string;
  accent: string;
  attention: string;
  attentionSurface: string;
  earned: string;
  earnedSurface: string;
  broken: string;
  brokenSurface: string;
  neutralSurface: string;
  accentSurface: string;
}

export const schemes: { light: SchemeTokens; dark: SchemeTokens } = {
  light: {
    surface: '#fdfdfc',
    surfaceQuiet: '#f4f6f5',
    surfaceChosen: '#e3f2ef',
    hairline: gray[2],
    controlEdge: '#848d8a',
    text: gray[9],
    textQuiet: '#59625f',
    accent: teal[7],
    attention: saffron[8],
    attentionSurface: saffron[1],
    earned: green[7],
    earnedSurface: green[0],
    broken: red[6],
    brokenSurface: red[0],
    neutralSurface: gray[1],
    accentSurface: teal[1],
  },
  dark: {
    surface: dark[7],
    surfaceQuiet: '#1c2221',
    surfaceChosen: '#14322f',
    hairline: '#2d3534',
    controlEdge: '#6f7a78',
    text: dark[0],
    textQuiet: dark[2],
    accent: teal[3],
    attention: saffron[3],
    attentionSurface: '#3a2c0c',
    earned: green[3],
    earnedSurface: '#16301a',
    broken: red[3],
    brokenSurface: '#3b1915',
    neutralSurface: '#2a3130',
    accentSurface: '#133a36',
  },
};
