import type { EvaluationShop } from './shop.ts';

const row = { freeFromMinor: 40_000, businessDays: true, cutOff: null };

/** Portuguese, of Brazil. */
export const ipe: EvaluationShop = {
  language: 'pt',
  name: 'Loja Ipê',
  country: 'BR',
  currency: 'BRL',
  optionNames: { size: 'Tamanho', colour: 'Cor' },
  highValueMinor: 900_000,
  goods: [
    { id: 'norte', title: 'Tênis Norte', category: 'Tênis', priceMinor: 49_990, sizes: { 38: 3, 39: 0, 40: 8, 41: 2 }, colours: ['Preto', 'Azul'], attributes: { Uso: 'corrida no asfalto', Material: 'malha respirável', Peso: '260 g' }, description: 'Tênis de corrida com amortecimento médio para correr no asfalto. Não é impermeável.', tags: ['corrida', 'asfalto'] },
    { id: 'rota', title: 'Tênis Rota', category: 'Tênis', priceMinor: 59_990, sizes: { 37: 4, 40: 5, 42: 1 }, colours: ['Preto'], attributes: { Uso: 'corrida no asfalto', Material: 'tecido', Peso: '240 g' }, description: 'Tênis leve, para treinos rápidos no asfalto.', tags: ['corrida', 'asfalto'] },
    { id: 'brisa', title: 'Tênis Brisa', category: 'Tênis', priceMinor: 39_990, sizes: { 35: 5, 36: 5, 40: 6 }, colours: ['Rosa'], attributes: { Uso: 'corrida no asfalto', Material: 'malha', Gênero: 'feminino' }, description: 'Tênis confortável para o dia a dia e corridas leves no asfalto.', tags: ['corrida', 'feminino'] },
    { id: 'serra', title: 'Tênis Serra', category: 'Tênis', priceMinor: 69_990, sizes: { 39: 2, 40: 2 }, colours: ['Verde'], attributes: { Uso: 'trilha e montanha', Material: 'membrana impermeável' }, description: 'Tênis impermeável de trilha, com aderência para montanha.', tags: ['trilha'] },
    { id: 'pista', title: 'Tênis Pista', category: 'Tênis', priceMinor: 44_990, sizes: { 40: 0, 41: 0 }, colours: ['Vermelho'], attributes: { Uso: 'academia' }, description: 'Tênis de sola plana para academia.', tags: ['academia'] },
    { id: 'lisa', title: 'Camiseta Lisa', category: 'Camisetas', priceMinor: 7_990, compareAtMinor: 9_990, sizes: { P: 4, M: 10, G: 6 }, colours: ['Branco', 'Preto'], attributes: { Material: 'algodão' }, description: 'Camiseta de algodão penteado.', tags: ['básico'] },
    { id: 'meias', title: 'Meias Esportivas', category: 'Meias', priceMinor: 2_490, sizes: { '': 50 }, attributes: { Material: 'algodão' }, description: 'Meias de algodão para corrida.', tags: ['corrida'] },
    { id: 'mochila', title: 'Mochila Andes', category: 'Mochilas', priceMinor: 29_990, sizes: { '': 7 }, attributes: { Capacidade: '25 litros', Notebook: 'até 15 polegadas' }, description: 'Mochila resistente à água com bolso para notebook de até 15 polegadas.', tags: ['viagem'] },
    { id: 'capa', title: 'Capinha Clara', category: 'Acessórios', priceMinor: 4_990, sizes: { '': 20 }, attributes: { Compatibilidade: 'iPhone 13 e iPhone 14', Material: 'silicone' }, description: 'Capinha de silicone para celular.', tags: ['celular'] },
    { id: 'barraca', title: 'Barraca Refúgio', category: 'Camping', priceMinor: 239_990, sizes: { '': 5 }, attributes: { Capacidade: '4 pessoas' }, description: 'Barraca de quatro estações.', tags: ['camping'] },
  ],
  pages: [
    { kind: 'policy', title: 'Trocas e devoluções', language: 'pt', structure: null, url: null, body: '## Prazo de troca\n\nVocê tem 30 dias corridos depois de receber para trocar por outro tamanho, outra cor ou outro produto.\n\n## Prazo de devolução\n\nPode devolver em até 7 dias corridos depois de receber, sem explicar o motivo, conforme o Código de Defesa do Consumidor.\n\n## Custo da troca\n\nA primeira troca é grátis. A partir da segunda, o frete custa R$ 24,90.\n\n## Condições\n\nO produto precisa estar sem uso, com etiquetas e na embalagem original.\n\n## Reembolso\n\nDevolvemos o dinheiro pelo mesmo meio de pagamento em até 5 dias úteis.' },
    { kind: 'shipping', title: 'Envio', language: 'pt', url: null, body: '## Postagem\n\nPostamos em 1 dia útil depois do pagamento aprovado.\n\n## Frete grátis\n\nFrete grátis em compras acima de R$ 400.', structure: { kind: 'shipping', version: 1, currency: 'BRL', dispatchDays: [1, 2, 3, 4, 5], rows: [{ ...row, zone: 'São Paulo', postalCodes: ['01000-000 a 05999-999'], places: ['São Paulo', 'SP'], service: 'PAC', priceMinor: 1_990, fromDays: 2, untilDays: 4 }, { ...row, zone: 'Brasil', postalCodes: [], places: [], service: 'PAC', priceMinor: 2_990, fromDays: 5, untilDays: 9 }] } },
    { kind: 'policy', title: 'Formas de pagamento', language: 'pt', structure: null, url: null, body: '## Formas de pagamento\n\nPix, boleto e cartões Visa, Mastercard e Elo. Também aceitamos Mercado Pago.\n\n## Parcelamento\n\nAté 6 vezes sem juros no cartão, com parcela mínima de R$ 50.' },
    { kind: 'size_guide', title: 'Guia de tamanhos', language: 'pt', url: null, body: 'Meça o pé do calcanhar ao dedão.', structure: { kind: 'size_guide', version: 1, tables: [{ name: 'Calçados', columns: ['Tamanho', 'Comprimento do pé (cm)', 'US'], rows: [['38', '25.4', '7.5'], ['39', '26.0', '8.5'], ['40', '26.7', '9'], ['41', '27.4', '10']] }] } },
    { kind: 'hours', title: 'Loja e horários', language: 'pt', url: null, body: 'Nossa loja fica na Rua Augusta, 1200, São Paulo.', structure: { kind: 'hours', version: 1, week: [1, 2, 3, 4, 5].map((day) => ({ day, ranges: [{ from: '10:00', to: '19:00' }] })), exceptions: [], closedOnHolidays: true } },
    { kind: 'policy', title: 'Garantia', language: 'pt', structure: null, url: null, body: '## Garantia\n\nTodos os produtos têm garantia de 90 dias contra defeitos de fabricação.' },
    { kind: 'policy', title: 'Privacidade', language: 'pt', structure: null, url: null, body: '## Seus dados\n\nUsamos seus dados só para os seus pedidos e não os vendemos. Guardamos pelo prazo da lei.' },
    { kind: 'about', title: 'Sobre a Ipê', language: 'pt', structure: null, url: null, body: 'A Loja Ipê vende produtos esportivos desde 2015, com CNPJ em São Paulo e loja física.' },
    { kind: 'faq', title: 'Perguntas frequentes', language: 'pt', structure: null, url: null, body: '## Fazem embalagem para presente?\n\nSim, sem custo: marque a opção no carrinho.\n\n## Preciso criar uma conta?\n\nNão, pode comprar como convidado.' },
  ],
};
