import type { Language } from '../shopify/shop-state.ts';

const es = {
  orders: 'Pedidos', products: 'Productos', customers: 'Clientes', checkouts: 'Carritos abandonados', webhooks: 'Webhooks', faults: 'Fallas',
  shop: 'Ver la tienda', empty: 'Todavía no hay nada acá.', markPaid: 'Marcar pagado', fulfill: 'Despachar', inTransit: 'En camino', deliver: 'Entregado', cancel: 'Cancelar', refund: 'Devolver dinero',
  save: 'Guardar', price: 'Precio', stock: 'Stock', archive: 'Archivar', publish: 'Publicar', subscribe: 'Suscribir', unsubscribe: 'Dar de baja', again: 'Enviar otra vez', open: 'Abierto', bought: 'Comprado', recover: 'Link de recuperación',
  repeat: 'Repetir', reorder: 'Desordenar', delay: 'Demorar 1 minuto', reject: 'Admin API responde 500', throttle: 'Admin API limita', clear: 'Quitar todas', faultHint: 'Cada falla golpea los próximos cinco envíos o llamadas de esta tienda.', waiting: 'en espera', redact: 'Pedir borrado',
};

type BackOfficeTexts = typeof es;

const pt: BackOfficeTexts = {
  orders: 'Pedidos', products: 'Produtos', customers: 'Clientes', checkouts: 'Carrinhos abandonados', webhooks: 'Webhooks', faults: 'Falhas',
  shop: 'Ver a loja', empty: 'Ainda não há nada aqui.', markPaid: 'Marcar como pago', fulfill: 'Enviar', inTransit: 'A caminho', deliver: 'Entregue', cancel: 'Cancelar', refund: 'Reembolsar',
  save: 'Salvar', price: 'Preço', stock: 'Estoque', archive: 'Arquivar', publish: 'Publicar', subscribe: 'Inscrever', unsubscribe: 'Descadastrar', again: 'Enviar de novo', open: 'Aberto', bought: 'Comprado', recover: 'Link de recuperação',
  repeat: 'Repetir', reorder: 'Trocar a ordem', delay: 'Atrasar 1 minuto', reject: 'Admin API responde 500', throttle: 'Admin API limita', clear: 'Tirar todas', faultHint: 'Cada falha atinge os próximos cinco envios ou chamadas desta loja.', waiting: 'esperando', redact: 'Pedir exclusão',
};

const en: BackOfficeTexts = {
  orders: 'Orders', products: 'Products', customers: 'Customers', checkouts: 'Abandoned checkouts', webhooks: 'Webhooks', faults: 'Faults',
  shop: 'See the shop', empty: 'There is nothing here yet.', markPaid: 'Mark paid', fulfill: 'Ship', inTransit: 'In transit', deliver: 'Delivered', cancel: 'Cancel', refund: 'Refund',
  save: 'Save', price: 'Price', stock: 'Stock', archive: 'Archive', publish: 'Publish', subscribe: 'Subscribe', unsubscribe: 'Unsubscribe', again: 'Send again', open: 'Open', bought: 'Bought', recover: 'Recovery link',
  repeat: 'Repeat', reorder: 'Reorder', delay: 'Delay by 1 minute', reject: 'Admin API answers 500', throttle: 'Admin API throttles', clear: 'Remove all', faultHint: 'Each fault strikes the next five deliveries or calls of this shop.', waiting: 'waiting', redact: 'Ask to erase',
};

const byLanguage: Record<Language, BackOfficeTexts> = { es, pt, en };

export function backOfficeTexts(language: Language): BackOfficeTexts {
  return byLanguage[language];
}
