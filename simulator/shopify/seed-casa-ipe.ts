import type { CatalogRow } from './catalog-row.ts';

const single = ['Único'];

/** Casa Ipê: quiet things for the house, made by small workshops. */
export const casaIpeCatalog: CatalogRow[] = [
  { title: 'Vaso Cerrado', category: 'Cerâmica', shape: 'vase', colours: ['Terracota', 'Crudo'], sizes: ['P', 'M', 'G'], price: 189.9, code: 'VAS', description: 'Cerâmica torneada à mão em Cunha, esmalte fosco por fora e impermeável por dentro.', tags: ['mais vendido'] },
  { title: 'Caneca Ipê (par)', category: 'Cerâmica', shape: 'mug', colours: ['Mostaza', 'Azul'], sizes: single, price: 98, code: 'CAN', description: 'Duas canecas de 280 ml que vão ao micro-ondas e à lava-louças.', tags: ['presente'] },
  { title: 'Jogo de pratos Serra', category: 'Cerâmica', shape: 'plate', colours: ['Crudo', 'Verde pino'], sizes: ['4 peças', '6 peças'], price: 349, before: 399, code: 'PRA', description: 'Pratos rasos de 27 cm com borda irregular, cada um um pouco diferente do outro.' },
  { title: 'Almofada Sertão', category: 'Têxteis', shape: 'cushion', colours: ['Terracota', 'Mostaza', 'Azul'], sizes: ['45 cm', '60 cm'], price: 129, code: 'ALM', description: 'Capa de algodão tecido em tear, com zíper escondido e enchimento de fibra reciclada.', tags: ['mais vendido'] },
  { title: 'Manta Garoa', category: 'Têxteis', shape: 'blanket', colours: ['Gris', 'Crudo'], sizes: single, price: 259, code: 'MAN', description: 'Algodão e lã leve, 1,40 por 1,90 m, para o sofá nas noites frias.' },
  { title: 'Toalha de mesa Varal', category: 'Têxteis', shape: 'towel', colours: ['Azul', 'Coral'], sizes: ['4 lugares', '8 lugares'], price: 219, code: 'TOA', description: 'Linho lavado que não precisa de ferro.' },
  { title: 'Vela Mata Atlântica', category: 'Aromas', shape: 'candle', colours: ['Verde pino', 'Crudo'], sizes: ['160 g', '300 g'], price: 84.5, code: 'VEL', description: 'Cera de coco e óleo de copaíba. Queima por volta de 40 horas.', tags: ['presente', 'mais vendido'] },
  { title: 'Difusor Jasmim', category: 'Aromas', shape: 'diffuser', colours: ['Crudo'], sizes: single, price: 112, code: 'DIF', description: 'Varetas de fibra e 250 ml de essência, dura três meses.' },
  { title: 'Tábua Jequitibá', category: 'Cozinha', shape: 'board', colours: ['Marrón'], sizes: ['P', 'G'], price: 159, code: 'TAB', description: 'Madeira de reflorestamento com óleo mineral e canaleta para o caldo.' },
  { title: 'Coador de pano com suporte', category: 'Cozinha', shape: 'dripper', colours: ['Marrón', 'Negro'], sizes: single, price: 139, code: 'COA', description: 'Café coado como na casa da avó; acompanham três filtros de algodão.' },
  { title: 'Luminária Vaga-lume', category: 'Iluminação', shape: 'lamp', colours: ['Mostaza', 'Negro'], sizes: single, price: 289, before: 329, code: 'LUM', description: 'Luz quente com regulagem no toque e cabo de tecido de dois metros.' },
  { title: 'Cachepô Palha', category: 'Plantas', shape: 'pot', colours: ['Arena', 'Terracota'], sizes: ['P', 'M', 'G'], price: 92, code: 'CAC', description: 'Palha de milho trançada à mão no Vale do Jequitinhonha.' },
  { title: 'Regador Orvalho', category: 'Plantas', shape: 'wateringcan', colours: ['Verde pino', 'Coral'], sizes: single, price: 118, code: 'REG', description: 'Aço pintado, 1,2 litro e bico fino que não encharca.' },
  { title: 'Banco Aroeira', category: 'Móveis', shape: 'stool', colours: ['Marrón'], sizes: single, price: 479, code: 'BAN', description: 'Assento, mesa de cabeceira ou apoio de planta. Feito sob encomenda em 12 dias.', madeToOrder: true },
  { title: 'Jogo de lençol Neblina', category: 'Têxteis', shape: 'blanket', colours: ['Crudo', 'Azul'], sizes: ['Solteiro', 'Casal', 'Queen'], price: 389, code: 'LEN', description: 'Percal de algodão 200 fios, fresco no verão, com elástico em toda a volta.', tags: ['algodão', 'quarto'] },
  { title: 'Tapete Trilha', category: 'Têxteis', shape: 'mat', colours: ['Terracota', 'Gris'], sizes: ['1,00 x 1,50 m', '2,00 x 2,50 m'], price: 549, before: 619, code: 'TAP', description: 'Algodão reciclado tecido à mão, pode lavar na máquina.', tags: ['sala', 'reciclado'] },
  { title: 'Toalha de banho Cachoeira', category: 'Têxteis', shape: 'towel', colours: ['Verde pino', 'Crudo', 'Azul'], sizes: single, price: 89, code: 'TBC', description: 'Algodão penteado de 500 g, seca rápido e não solta fiapo.', tags: ['banho', 'algodão'] },
  { title: 'Tigela Açude (4 peças)', category: 'Cerâmica', shape: 'plate', colours: ['Crudo', 'Azul'], sizes: single, price: 198, code: 'TIG', description: 'Cumbucas de 500 ml para sopa, salada ou feijão. Vão ao forno.', tags: ['mesa'] },
  { title: 'Caneca de viagem Estrada', category: 'Cozinha', shape: 'bottle', colours: ['Negro', 'Verde pino'], sizes: single, price: 119, code: 'CVE', description: 'Aço inox de parede dupla, 400 ml: café quente por seis horas.', tags: ['viagem', 'presente'] },
  { title: 'Almofada de chão Rede', category: 'Têxteis', shape: 'cushion', colours: ['Mostaza', 'Azul'], sizes: single, price: 239, code: 'ALC', description: 'Lona grossa e alça para levar da sala à varanda.', tags: ['sala', 'varanda'] },
];
