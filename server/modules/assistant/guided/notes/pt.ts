import type { Notes } from './es.ts';

/** What people of the shop read, in Brazilian Portuguese. */
export const pt: Notes = {
  somebody: 'A pessoa',
  why: {
    asked_for_person: 'pede para falar com uma pessoa', angry: 'está irritada', confused: 'não consegue resolver com o assistente', high_value: 'tem um carrinho de valor alto', low_confidence: 'perguntou algo que o assistente não entendeu com segurança', payment_issue: 'tem um problema com o pagamento',
    policy_exception: 'precisa de uma exceção às regras', delivery_problem: 'tem um problema com a entrega', repeated_answer: 'recebeu a mesma resposta sem avançar', serious_complaint: 'faz uma reclamação séria', off_catalogue: 'procura algo que não está no catálogo', fraud: 'fala de uma possível fraude',
    custom_question: 'faz um pedido sob medida', complex_product: 'tem uma dúvida técnica de produto', needs_owner: 'precisa que alguém assuma o caso',
  },
  said: ({ words }) => `disse “${words}”`,
  cart: ({ count, total }) => `carrinho de ${count} ${count === 1 ? 'item' : 'itens'} de ${total}`,
  noCart: 'sem carrinho',
  orders: ({ count }) => (count === 0 ? 'sem compras anteriores' : count === 1 ? 'uma compra anterior' : `${count} compras anteriores`),
  looksAt: ({ title }) => `olha ${title}`,
  flow: ({ name }) => `responde à mensagem de ${name}`,
  wants: 'Quer',
  stands: 'Situação',
  waitsForYes: ({ summary }) => `falta confirmar: ${summary}`,
  topics: {
    find: 'encontrar um produto', product: 'saber mais de um produto', cart: 'montar ou mudar o carrinho', pay: 'pagar', price: 'um preço melhor', delivery: 'saber da entrega', order: 'saber do pedido', returns: 'trocar ou devolver', shop: 'informações da loja', business: 'comprar no atacado', person: 'falar com uma pessoa', complaint: 'que sua reclamação seja resolvida', other: 'algo que não ficou claro',
  },
  actions: {
    find: ['Sugerir até três produtos disponíveis', 'Ainda está procurando.'],
    product: ['Responder a dúvida com os dados da página do produto', 'A dúvida segura a compra.'],
    cart: ['Confirmar o carrinho e oferecer o link de pagamento', 'Já escolheu produtos.'],
    pay: ['Enviar o link de pagamento', 'Quer pagar.'],
    payFailed: ['Verificar o pagamento e enviar um novo link', 'O pagamento não funcionou.'],
    price: ['Decidir se cabe um desconto e dizer com clareza', 'Pede um preço melhor.'],
    delivery: ['Informar valor e prazo da entrega para o CEP', 'A dúvida é a entrega.'],
    late: ['Consultar o envio com a transportadora e dar uma data', 'Há um problema com a entrega.'],
    order: ['Contar em que situação está o pedido', 'Espera notícias do pedido.'],
    returns: ['Verificar o pedido e confirmar a troca ou a devolução', 'Quer trocar ou devolver.'],
    shop: ['Responder e incluir a resposta nas páginas de conhecimento', 'A pergunta pode se repetir.'],
    business: ['Preparar um orçamento', 'Pede compra no atacado.'],
    complaint: ['Pedir desculpas e propor uma solução concreta', 'Está irritada ou reclama.'],
    waits: ['Pedir a confirmação que falta', 'Uma ação espera o sim.'],
    later: ['Deixar o carrinho salvo e não insistir', 'Agora não quer comprar.'],
    other: ['Perguntar como ajudar', 'Não está claro do que precisa.'],
  },
};
