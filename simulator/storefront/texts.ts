import type { Language } from '../shopify/shop-state.ts';

const es = {
  search: 'Buscar', all: 'Todo', cart: 'Carrito', add: 'Agregar al carrito', soldOut: 'Agotado', sale: 'Oferta', menu: 'Categorías',
  left: (n: number) => (n === 1 ? 'Queda 1' : `Quedan ${n}`), inStock: 'En stock', toOrder: 'Se hace a pedido', quantity: 'Cantidad',
  sizeGuide: 'Guía de talles', details: 'Detalles', shippingInfo: 'Envíos y cambios', from: 'desde',
  shippingText: (free: string) => `Despachamos en 24 horas hábiles. Envío sin cargo desde ${free}. Cambios dentro de los 30 días.`,
  noResults: 'No encontramos nada con esa búsqueda.', seeAll: 'Ver todo', results: (n: number) => (n === 1 ? '1 producto' : `${n} productos`),
  emptyCart: 'Tu carrito está vacío.', keepShopping: 'Seguir comprando', remove: 'Quitar', subtotal: 'Subtotal', checkout: 'Finalizar compra',
  close: 'Cerrar', discount: 'Descuento', code: 'Código de descuento', apply: 'Aplicar', shipping: 'Envío', total: 'Total', free: 'Gratis',
  atNextStep: 'Se calcula en el paso siguiente', contact: 'Contacto', delivery: 'Entrega', payment: 'Pago', summary: 'Resumen del pedido',
  firstName: 'Nombre', lastName: 'Apellido', email: 'Correo electrónico', phone: 'Teléfono', country: 'País', continue: 'Continuar',
  phoneHint: 'Con código de área. Ejemplo: 11 5555 0199', stayInTouch: 'Mensajes (opcional)', stayHint: 'Elegí por dónde. Ninguno es necesario para comprar.',
  address: 'Dirección', city: 'Ciudad', province: 'Provincia', zip: 'Código postal', method: 'Forma de envío', standard: 'Estándar · 3 a 5 días', express: 'Exprés · 1 a 2 días',
  payMethod: 'Forma de pago', card: 'Tarjeta de práctica', cardHint: 'No se cobra nada.', transfer: 'Transferencia', transferHint: 'El pedido queda pendiente de pago.',
  pay: (amount: string) => `Pagar ${amount}`, back: 'Volver', change: 'Cambiar', thanks: (name: string) => (name ? `¡Gracias, ${name}!` : '¡Gracias!'), order: 'Pedido',
  placed: 'Recibimos tu pedido', paid: 'Pago acreditado', pending: 'Pago pendiente', packed: 'Despachado', delivered: 'Entregado', cancelled: 'Cancelado', refunded: 'Devuelto',
  track: 'Seguir el envío', practice: 'Tienda de práctica: no se cobra ni se envía nada.', freeFrom: (amount: string) => `Envío gratis desde ${amount}`,
  codes: { unknown: 'Ese código no existe.', not_yet: 'Ese código todavía no empezó.', expired: 'Ese código ya venció.', used_up: 'Ese código ya se usó.' },
  invoice: 'Tu pedido está listo para pagar', notFound: 'No encontramos esta página.', goHome: 'Ir al inicio', welcomeBack: 'Guardamos tu carrito. Seguí donde lo dejaste.',
  whatsAppConsent: (shop: string) => `Acepto recibir mensajes de ${shop} por WhatsApp sobre mi carrito, mis pedidos y promociones. Puedo darme de baja cuando quiera respondiendo BAJA.`,
  smsConsent: (shop: string) => `Acepto recibir mensajes de texto (SMS) de ${shop} con novedades y promociones. Puedo darme de baja cuando quiera.`,
  emailConsent: (shop: string) => `Acepto recibir correos de ${shop} con novedades y promociones. Puedo darme de baja cuando quiera.`,
  hero: { aurora: 'Lo que hace falta para salir hoy', 'casa-ipe': 'Cosas calmas para la casa' }, heroLink: 'Ver lo más vendido', admin: 'Administración', skip: 'Ir al contenido',
  size: 'Talle',
};

export type Texts = typeof es;

const pt: Texts = {
  ...es,
  search: 'Buscar', all: 'Tudo', cart: 'Carrinho', add: 'Adicionar ao carrinho', soldOut: 'Esgotado', sale: 'Oferta', menu: 'Categorias',
  left: (n) => (n === 1 ? 'Resta 1' : `Restam ${n}`), inStock: 'Em estoque', toOrder: 'Feito sob encomenda', quantity: 'Quantidade',
  sizeGuide: 'Guia de tamanhos', details: 'Detalhes', shippingInfo: 'Envio e trocas', from: 'a partir de',
  shippingText: (free) => `Postamos em 1 dia útil. Frete grátis acima de ${free}. Trocas em até 30 dias.`,
  noResults: 'Não encontramos nada com essa busca.', seeAll: 'Ver tudo', results: (n) => (n === 1 ? '1 produto' : `${n} produtos`),
  emptyCart: 'Seu carrinho está vazio.', keepShopping: 'Continuar comprando', remove: 'Remover', subtotal: 'Subtotal', checkout: 'Finalizar compra',
  close: 'Fechar', discount: 'Desconto', code: 'Cupom de desconto', apply: 'Aplicar', shipping: 'Frete', total: 'Total', free: 'Grátis',
  atNextStep: 'Calculado na próxima etapa', contact: 'Contato', delivery: 'Entrega', payment: 'Pagamento', summary: 'Resumo do pedido',
  firstName: 'Nome', lastName: 'Sobrenome', email: 'E-mail', phone: 'Telefone', country: 'País', continue: 'Continuar',
  phoneHint: 'Com DDD. Exemplo: 11 98765-4321', stayInTouch: 'Mensagens (opcional)', stayHint: 'Escolha por onde. Nenhuma é necessária para comprar.',
  address: 'Endereço', city: 'Cidade', province: 'Estado', zip: 'CEP', method: 'Forma de envio', standard: 'Padrão · 3 a 5 dias', express: 'Expresso · 1 a 2 dias',
  payMethod: 'Forma de pagamento', card: 'Cartão de teste', cardHint: 'Nada é cobrado.', transfer: 'Pix', transferHint: 'O pedido fica aguardando o pagamento.',
  pay: (amount) => `Pagar ${amount}`, back: 'Voltar', change: 'Alterar', thanks: (name) => (name ? `Obrigado, ${name}!` : 'Obrigado!'), order: 'Pedido',
  placed: 'Recebemos seu pedido', paid: 'Pagamento confirmado', pending: 'Aguardando pagamento', packed: 'Enviado', delivered: 'Entregue', cancelled: 'Cancelado', refunded: 'Reembolsado',
  track: 'Rastrear o envio', practice: 'Loja de teste: nada é cobrado nem enviado.', freeFrom: (amount) => `Frete grátis acima de ${amount}`,
  codes: { unknown: 'Esse cupom não existe.', not_yet: 'Esse cupom ainda não começou.', expired: 'Esse cupom venceu.', used_up: 'Esse cupom já foi usado.' },
  invoice: 'Seu pedido está pronto para pagar', notFound: 'Não encontramos esta página.', goHome: 'Ir para o início', welcomeBack: 'Guardamos seu carrinho. Continue de onde parou.',
  whatsAppConsent: (shop) => `Aceito receber mensagens da ${shop} pelo WhatsApp sobre meu carrinho, meus pedidos e promoções. Posso cancelar quando quiser respondendo SAIR.`,
  smsConsent: (shop) => `Aceito receber mensagens de texto (SMS) da ${shop} com novidades e promoções. Posso cancelar quando quiser.`,
  emailConsent: (shop) => `Aceito receber e-mails da ${shop} com novidades e promoções. Posso cancelar quando quiser.`,
  hero: { aurora: 'O que falta para sair hoje', 'casa-ipe': 'Coisas calmas para a casa' }, heroLink: 'Ver os mais vendidos', admin: 'Administração', skip: 'Ir para o conteúdo',
  size: 'Tamanho',
};

const en: Texts = {
  ...es,
  search: 'Search', all: 'All', cart: 'Cart', add: 'Add to cart', soldOut: 'Sold out', sale: 'Sale', menu: 'Categories',
  left: (n) => `${n} left`, inStock: 'In stock', toOrder: 'Made to order', quantity: 'Quantity',
  sizeGuide: 'Size guide', details: 'Details', shippingInfo: 'Shipping and exchanges', from: 'from',
  shippingText: (free) => `We ship within one working day. Free shipping from ${free}. Exchanges within 30 days.`,
  noResults: 'Nothing matches that search.', seeAll: 'See everything', results: (n) => (n === 1 ? '1 product' : `${n} products`),
  emptyCart: 'Your cart is empty.', keepShopping: 'Keep shopping', remove: 'Remove', subtotal: 'Subtotal', checkout: 'Check out',
  close: 'Close', discount: 'Discount', code: 'Discount code', apply: 'Apply', shipping: 'Shipping', total: 'Total', free: 'Free',
  atNextStep: 'Calculated at the next step', contact: 'Contact', delivery: 'Delivery', payment: 'Payment', summary: 'Order summary',
  firstName: 'First name', lastName: 'Last name', email: 'E-mail', phone: 'Phone', country: 'Country', continue: 'Continue',
  phoneHint: 'With area code. Example: 11 5555 0199', stayInTouch: 'Messages (optional)', stayHint: 'Choose how. None is needed to buy.',
  address: 'Address', city: 'City', province: 'State or province', zip: 'Postcode', method: 'Shipping method', standard: 'Standard · 3 to 5 days', express: 'Express · 1 to 2 days',
  payMethod: 'Payment method', card: 'Practice card', cardHint: 'Nothing is charged.', transfer: 'Bank transfer', transferHint: 'The order waits for the payment.',
  pay: (amount) => `Pay ${amount}`, back: 'Back', change: 'Change', thanks: (name) => (name ? `Thank you, ${name}!` : 'Thank you!'), order: 'Order',
  placed: 'We have your order', paid: 'Payment received', pending: 'Waiting for payment', packed: 'Shipped', delivered: 'Delivered', cancelled: 'Cancelled', refunded: 'Refunded',
  track: 'Track the parcel', practice: 'Practice shop: nothing is charged or shipped.', freeFrom: (amount) => `Free shipping from ${amount}`,
  codes: { unknown: 'That code does not exist.', not_yet: 'That code has not started yet.', expired: 'That code has expired.', used_up: 'That code was already used.' },
  invoice: 'Your order is ready to pay', notFound: 'We cannot find this page.', goHome: 'Go to the shop', welcomeBack: 'We kept your cart. Carry on where you left off.',
  whatsAppConsent: (shop) => `I agree to receive messages from ${shop} on WhatsApp about my cart, my orders and promotions. I can stop at any time by replying STOP.`,
  smsConsent: (shop) => `I agree to receive text messages (SMS) from ${shop} with news and promotions. I can stop at any time.`,
  emailConsent: (shop) => `I agree to receive e-mails from ${shop} with news and promotions. I can stop at any time.`,
  hero: { aurora: 'What you need to head out today', 'casa-ipe': 'Quiet things for the house' }, heroLink: 'See best sellers', admin: 'Back office', skip: 'Skip to content',
  size: 'Size',
};

const byLanguage: Record<Language, Texts> = { es, pt, en };

export function textsFor(language: Language): Texts {
  return byLanguage[language];
}
