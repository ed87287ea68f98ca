/** Something checkable that a text states, and where it says so. */
export type Claim =
  /** `values`: what the digits may mean, in major units. `currencies`: those its sign allows; null: any. `isBound`: "menos de", "hasta". */
  | { kind: 'amount'; values: number[]; currencies: string[] | null; isBound: boolean; /** What stands around it. */ around: string; text: string }
  | { kind: 'percent'; value: number; text: string }
  | { kind: 'stock'; count: number; text: string }
  /** Days that the words may mean, the year being guessed around now. */
  | { kind: 'day'; days: string[]; text: string }
  | { kind: 'duration'; from: number; until: number; unit: DurationUnit; text: string }
  | { kind: 'installments'; count: number; text: string }
  | { kind: 'time'; minutes: number; text: string }
  | { kind: 'code'; value: string; text: string }
  /** Of an order or a parcel. */
  | { kind: 'reference'; value: string; text: string }
  | { kind: 'link'; url: string; text: string }
  /** A number of three digits and more, or with decimals, that is none of these. */
  | { kind: 'number'; values: number[]; text: string };

export type DurationUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
