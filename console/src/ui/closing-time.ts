/** A browser's field for times knows no 24:00: midnight at the end of a day is shown as 00:00 there, and read as the end it is. */
export const showClosing = (time: string): string => (time === '24:00' ? '00:00' : time);
export const readClosing = (shown: string): string => (shown === '00:00' ? '24:00' : shown);
