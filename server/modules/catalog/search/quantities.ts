/** Units that shops write, as factors of one base unit each: lengths in mm, masses in g, volumes in ml. */
const units: Record<string, [kind: string, factor: number]> = {};
const add = (kind: string, factor: number, names: string) => {
  for (const name of names.split(' ')) units[name] = [kind, factor];
};
add('length', 1, 'mm millimeter millimeters milimetro milimetros');
add('length', 10, 'cm cms centimeter centimeters centimetro centimetros');
add('length', 1000, 'm mt mts meter meters metre metres metro metros');
add('length', 25.4, 'in inch inches pulgada pulgadas polegada polegadas');
add('length', 304.8, 'ft foot feet pie pies pes');
add('mass', 1, 'g gr grs gram grams gramo gramos grama gramas');
add('mass', 1000, 'kg kgs kilo kilos kilogramo kilogramos quilo quilos');
add('mass', 28.35, 'oz ounce ounces onza onzas onca oncas');
add('mass', 453.6, 'lb lbs pound pounds libra libras');
add('volume', 1, 'ml mililitro mililitros milliliter milliliters');
add('volume', 1000, 'l lt lts liter liters litre litres litro litros');
add('volume', 3785, 'gal gallon gallons galon galones galao galoes');
add('volume', 473.2, 'pint pints pinta pintas');
add('volume', 946.4, 'qt quart quarts');
add('power', 1, 'w watt watts vatio vatios');
add('voltage', 1, 'v volt volts voltio voltios');
add('storage', 1, 'gb gigabyte gigabytes giga gigas');
add('storage', 1000, 'tb terabyte terabytes');
add('count', 1, 'pack packs pk pcs pc pieces piece piezas pieza pecas unidades unidad count ct pares');
add('years', 1, 'year years yr yrs ano anos');
add('time', 1, 'hour hours hr hrs hora horas');

/** A quantity as one word that is the same in every unit of its kind ("5 m" and "16.4 ft"); null when this is no unit. */
export function readQuantity(number: string, unit: string): string | null {
  const known = units[unit];
  if (!known) return null;
  return `=${known[0]}:${Number((Number(number) * known[1]).toPrecision(3))}`;
}
