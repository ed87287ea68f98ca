/**
 * Words that mean the same in a shop's conversations, over three languages: what is learnt from "envío" then holds for "frete" too. Folded
 * spelling; a star stands for any ending.
 */
const lexicon: Record<string, string> = {
  hello: 'hola hol hello hi hey oi ola oie buenas buenos buen bom boa alo aloha salve opa morning afternoon evening',
  thanks: 'gracias gracia grax thanks thank thx ty thnx tks obrigad* obg brigad* valeu vlw agradec* grato grata appreciate appreciated',
  bye: 'chau chao adios bye tchau tchauzinho goodbye cya flw falou hasta ate',
  yes: 'si sip sipi sep yes yep yeah yup yea sim claro dale obvio ok okay okey oka vale listo isso aham ahan bueno perfecto perfeito perfect sure beleza blz pode bora positivo correcto certo exacto exato absolutely definitely',
  no: 'no nop nope nah na nao n nunca never ni nem tampoco jamas neither',
  want: 'quiero quisiera queria quiere quero gostaria want wanna would need necesito necesitaria preciso busco buscaba procuro procurando looking look buscando ando ocupo deseo',
  have: 'tienen tenes tienes tienen tem teem tenian haber hay habra venden vende vendem vendes manejan trabalham trabajan do sell carry got stock',
  show: 'mostra mostrame mostrar muestra muestrame muestren mostrarme ver veo show see mostre enviame mandame manda pasame passa envia',
  ship: 'envi* despach* frete fretes entrega entregas entregan entregam shipping ship shipped delivery deliver delivers flete fletes sedex pac domicilio postage courier encomienda encomiendas mandan mandam motoboy',
  cost: 'cuanto cuestan cuesta cuest* sale salen vale valen precio precios preco precos quanto custa custam cost costs price prices pricing valor valores much charge cobran cobra cobram saldria costaria sai',
  free: 'gratis gratuito gratuita free bonificado',
  when: 'cuando quando when demor* tard* prazo plazo dias dia days day hoy hoje today manana amanha tomorrow semana semanas week weeks llega llegan llegar llegaria chega chegar chegam chegaria arrive arrives arrived rapido fast soon pronto horas hours long',
  weekday: 'lunes martes miercoles jueves viernes sabado domingo segunda terca quarta quinta sexta monday tuesday wednesday thursday friday saturday sunday navidad natal christmas',
  where: 'donde onde where dnd adonde aonde',
  order: 'pedido pedidos orden ordenes compra compras order orders paquete paquetes pacote encomenda parcel package purchase',
  track: 'seguimiento rastre* rastrear track tracking guia codigo estado status andreani correo correios oca',
  late: 'atras* demorad* late delayed delay retras* todavia aun ainda yet still esperando waiting aguardando',
  broken: 'rot* quebrad* broken broke broken damaged defect* falla fallad* fallo danad* danificad* rasgad* manchad* descosid* estragad* estourad* cracked ripped torn golpead* amassad* despeg* faulty',
  wrong: 'equivocad* errad* wrong incorrect* otro otra distint* diferente otra mistake erro error',
  missing: 'falta faltan faltou faltaba faltando missing incomplet* nunca',
  pay: 'pag* pago pagos pagar abonar abono pay paying payment payments checkout pagamento pagamentos finalizar finaliz* cobrar paga',
  method: 'tarjeta* tarjetas cartao cartoes card cards credito debito credit debit efectivo dinheiro cash transferencia transfer boleto pix mercadopago mercado oxxo paypal cuotas cuota parcel* parcelas parcela installment* msi meses interes juros visa mastercard amex rapipago pagofacil nequi pse yape plin webpay naranja deposito modo klarna afterpay',
  reject: 'rechaz* recus* declin* reject* denied negad* fallo fail* falla error erro errors passou caiu rebot*',
  discount: 'descuent* desc dcto descont* desconto discount* rebaja* promo promos promocion* promoc* oferta ofertas oferton off sale sales deal deals liquidacion liquidac* hotsale blackfriday cybermonday rebajado',
  code: 'cupon cupones cupom cupons coupon* codigo codigos code codes voucher promocode',
  expensive: 'caro cara caros caras carisim* expensive pricey salad* carit* presupuesto orcamento budget afford',
  cheap: 'barat* cheap* economic* accesible affordable conta',
  size: 'talle talles talla tallas tamanho tamanhos size sizes sizing numero numeros num nro medida medidas medir measurements measure numeracao numeracion calza calzo calco horma forma calce fit fits chico chica grande grandes pequeno small large medium mediano mediana ajustad* apertad* largo xl xxl xs',
  guide: 'guia tabla tabela table chart guide cuadro',
  colour: 'color colores cor cores colour colours colors negro negra preto preta black blanco blanca branco branca white rojo roja vermelh* red azul azules blue verde green rosa pink gris cinza grey gray beige bege amarill* amarel* yellow marron marrom cafe brown violeta roxo purple naranja laranja orange celeste bordo vinho',
  stock: 'stock estoque disponib* disponiv* dispo disponible disponibles available availability queda quedan quedaron resta restan restou sobrou left agotad* esgotad* sold unidad unidades',
  back: 'vuelve vuelven volver volveran reponen repon* reingres* ingres* entrar entra volta voltam voltar repos* restock* back notify avis* avisame avisen avisa avise repor reabastec*',
  cart: 'carrito carritos carrinho cart basket bag sacola bolsa canasta carro changuito',
  add: 'agreg* sum* anad* adicion* add adds poneme pone ponme coloca bota mete meteme incluye incluir inclui acrescent* echale llevo levo take sumale',
  remove: 'saca sacame sacalo sacar quita quitame quitar quitalo elimin* remove remover borra borrar borrame tira tirar tire retira delete exclu* cancela out',
  quantity: 'dos tres cuatro cinco seis par pares dois duas tres quatro two three four five pair doble docena cantidad quantidade quantity unidade mais',
  save: 'guard* salva salvar save saved reserv* apart* segura segurar hold separ*',
  share: 'compart* compartilh* share forward reenvi* link enlace',
  compare: 'diferenc* difer* difference different compar* versus vs mejor melhor better best entre between',
  choose: 'recomend* recomiend* recommend* suger* sugier* suggest* aconsej* aconselh* conviene elegir eleg* escolher escolho choose pick decid* duda dudas indecis* unsure opcion opciones advice ayud* ajud* help indica indicas orient*',
  gift: 'regal* presente presentear gift gifts present cumple cumpleanos aniversario birthday obsequio navidad natal secreto sorprender',
  relative: 'mama mami madre mae papa padre pai novia novio namorad* esposa esposo marido mujer hija hijo filha filho hermana hermano irma irmao abuela abuelo vovo sobrina sobrino mom mum dad wife husband girlfriend boyfriend daughter son sister brother grandma nephew niece amiga amigo friend suegra cunada jefe jefa partner pareja hubby',
  approve: 'consult* pregunt* pergunt* ask check approv* aprob* aprov* autoriz* permiso permission habl* fal* decidir decidimos confirm* conversar conversarlo visto',
  material: 'material tela tecido fabric algodon algodao cotton cuero couro leather poliester lana la wool compos* hecho hecha feito feita made impermeab* waterproof resist* agua water lav* wash peso pesa weigh weight dura duracion bateria battery bolsill* bolso pockets suela sola sole forro forrad* lined plantilla ficha specs caracteristicas incluye inclui come',
  compatible: 'compatib* compativ* sirve serve funciona work works fits iphone samsung galaxy modelo notebook motorola xiaomi adapt* enchufe encaixa voltaje voltagem 110v 220v bivolt bluetooth android ios ps5 usb',
  match: 'combin* match matches juego conjunto complement* accesorio* acessorio* accessor* accesory pair goes go queda combo kit set outfit look usar',
  return: 'devol* devuel* return returns returned reembols* refund* reintegr* regres* retorn* estorno arrependimento arrepent*',
  exchange: 'cambi* cambio troc* troca exchange exchanges swap cambiarlo permut*',
  policy: 'politica politicas policy plazo prazo derecho direito condiciones days puedo posso can could podria pode',
  warranty: 'garantia garantias warranty guarantee guaranteed warranties tecnico assistencia assistance',
  change: 'cambiar modificar mudar change alterar trocar corregir corrigir correct edit editar update direccion endereco address anular cancelar cancel cancelo anulo cancelem',
  shop: 'tienda tiendas loja lojas store stores local locales sucursal sucursales showroom physical fisica fisico direccion endereco ubicad* ubicacion localiz* located location horario horarios hours open abren abre abrem cierran fecha fecham close closes atienden atendem sabados domingos telefono telefone phone instagram factura nota fiscal retirar retiro retirada pickup',
  trust: 'confiab* confiav* confian* confio confia trust trustworthy legit seguro segura seguros safe real originales original originais authentic autentic* fake trucho truchos falsificad* imitac* replica estafa estafan estafad* golpe scam verdad verdade opiniones resenas reviews referencias reclame serio seria seriedad reputac*',
  bot: 'bot robot robo maquina machine ia ai inteligencia automatico automatica automated chatbot chatgpt gpt humano real persona pessoa',
  person: 'persona person people pessoa humano humana human alguien alguem someone somebody asesor asesora vendedor vendedora atendente agente agent representante representative operador operadora ejecutivo encargad* gerente manager supervisor dueno dona dono',
  talk: 'hablar hablo habla hable falar fala falo speak talk comunic* contact* llam* ligar ligacao call chatear conversar atend* atiend* pasame passa transfer* derivame',
  anger: 'pesim* horrib* desastre verguenza vergonha vergonhoso terrible worst awful ridicul* inadmis* inaceit* unacceptable mierda merda shit carajo puta puto porra caralho fuck fucking estupid* idiota idiotas inutil* useless pelotud* boludo boludos ladron* chorros ladroes thieves joder pendej* culero malparid* hijueputa wtf basura lixo trash garbage absurdo palhacada burla harto harta cansad* podrid* indignad* decepc* disappoint* furio*',
  complain: 'quej* reclam* complain* complaint denunc* report* demand* abogado advogado lawyer sue consumidor consumo procon profeco sernac indecopi coprec legal juicio justica processar',
  fraud: 'fraud* estaf* clon* robaron roubaram stole stolen hack* phishing suplant* desconozco desconoc* unrecognized unknown unauthorized sospechos* suspeit* suspicious falso falsa golpe golpista reconozco reconoc* reconhec* recognize',
  wholesale: 'mayor mayoris* mayorista mayoreo atacado atacadista wholesale bulk revend* reventa revenda resell* reseller distribuid* distributor docenas volumen quantidade empresas empresa corporativ* dropshipping b2b',
  custom: 'personaliz* bordad* bordar bordado grab* estampar estamp* nombre nome name iniciales logo engrav* embroid* custom* medida encargo encomenda encargue diseno design especial fabrican',
  later: 'despues luego later depois proxima proximo next cobro cobre quincena sueldo salario payday pensar penso pensando pienso thinking think mirando miraba olhando browsing ahora agora momento now pronto ocupad* busy trabajando luegito tardecita rato finde',
  stop: 'baja stop unsubscribe parar parem sair molest* spam escriban escribir escribas mensajes mensagens messages mandar mandem lista suscri* borr* bloque* block remove removam publicidad propaganda',
  data: 'datos dados data privacidad privacidade privacy informacion informac* lgpd gdpr personales pessoais personal numero telefono telefone borren borrar apaguem eliminen delete habeas consiguieron conseguiram got sacaron',
  product: 'zapatilla* zapato* tenis championes remera* playera* camiseta* camisa* pantalon* calca* jean* buzo* campera* chaqueta* jaqueta* casaco* vestid* falda* saia* short* bermuda* medias meias calcetin* mochila* bolso* bolsa* cartera* gorra* bone* reloj relogio lentes oculos anteojos sandalia* ojota* chinelo* bota botas botin* sneaker* shoe* shirt* tee tees hoodie* jacket* pants jeans dress dresses skirt* backpack* watch* sunglasses sock* boots sweater* abrigo* polera* polo* blusa* top calza* leggings legging corpino* brasier sutia* malla* bikini* traje* auricular* fone* funda* capinha* silla* mesa* sabana* almohad* perfume* crema* shampoo maquillaje labial juguete* brinquedo* toy* pelota* bola guantes luvas bufanda* cinturon* cinto* belt* anillo* anel collar colar pulsera* aros brinco* necklace* earring* ring',
  use: 'correr running corrida run runner entrenar treino training gym gimnasio academia trekking trilha hiking caminar caminhada walking futbol futebol football soccer casamiento boda casamento wedding fiesta festa party trabajo trabalho office oficina escritorio playa praia beach escuela escola school viaje viagem travel lluvia chuva rain invierno inverno winter verano verao summer nieve neve snow asfalto pista cerro montana diario bici yoga tenis padel basquet skate',
  that: 'ese esa eso este esta esto esse essa isso this that these those aquel ambos las*dos lo la los it them el uno una one',
  place: 'primero primera primer segundo segunda tercero tercera terceiro terceira primeiro primeira first second third last ultimo ultima',
  forget: 'olvid* esqueci* forgot forget colgue colgad* distraj* distra*',
  scope: 'clima tempo weather poema poem chiste piada joke presidente president elecciones eleicoes politica politics receta receita recipe tarea dever homework ensayo redacao essay python javascript codigo* programar traduc* traduz* translate capital mundial partido jogo match horoscopo signo dolor dor pain fiebre febre fever medico doctor remedio bitcoin cripto crypto acciones acoes dolar loteria pelicula filme movie cancion musica song letra noticias noticia news ignora ignore instruc* instructions prompt sistema system historia historica guerra war formula ecuacion equacao equation',
};

const exact = new Map<string, string[]>();
const starts = new Map<string, string[]>();
const longestStart = collect();

function collect(): number {
  let longest = 0;
  for (const [concept, words] of Object.entries(lexicon)) {
    for (const word of words.split(' ')) {
      const stem = word.endsWith('*') ? word.slice(0, -1) : null;
      const table = stem === null ? exact : starts;
      const key = stem ?? word;
      table.set(key, [...new Set([...(table.get(key) ?? []), concept])]);
      if (stem !== null) longest = Math.max(longest, stem.length);
    }
  }
  return longest;
}

const shortestStart = 3;

/** The concepts that a folded word belongs to; most words belong to none. */
export function conceptsOf(word: string): readonly string[] {
  const found = [...(exact.get(word) ?? [])];
  for (let length = shortestStart; length <= Math.min(word.length, longestStart); length += 1) {
    const more = starts.get(word.slice(0, length));
    if (more) found.push(...more.filter((concept) => !found.includes(concept)));
  }
  return found;
}
