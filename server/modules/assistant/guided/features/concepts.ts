/**
 * Words that mean the same in a shop's conversations, over three languages: what is learnt from "envío" then holds for "frete" too. Folded
 * spelling; a star stands for any ending.
 */
const lexicon: Record<string, string> = {
  hello: 'hola holas holis holi hello hi hey hiya oi oie ola opa buenas buenos bom boa alo salve saludos greetings howdy yo sup eai heya',
  daypart: 'dia dias tarde tardes noche noches noite noites morning afternoon evening night manana manha',
  thanks: 'gracias gracia grax thanks thank thx ty tysm thnx tks obrigad* obg obgd brigad* valeu vlw agradec* grato grata gratidao appreciat* cheers bendiciones bless amable gentil thankyou',
  bye: 'chau chao chaito adios adeus bye byee tchau tchauzinho xau goodbye cya flw fui laters ciao farewell hasta abrazo abrazos abraco abracos beso besos beijo beijos bjs despido cuidate nos ttyl saludo',
  yes: 'si sip sipi sep yes yep yeah yup yea sim simm claro dale obvio ok okay okey oka okis vale listo isso aham bueno perfecto perfeito perfect sure beleza blz pode bora positivo correct* corret* certo exact* absolutely definitely confirm* acepto aceito accept agreed alright deal fechado fechou combinado adelante afirmativo affirmative indeed precisely',
  no: 'no nop nope nah na nao naum nn never nunca ni nem tampoco jamas neither negativo ningun* nenhum* none nothing nada dont didnt doesnt wont isnt cant not',
  dislike: 'gusta* gusto gustaron gostei curti like convence convenci* agrad* style wrong incorrect disagree decline',
  want: 'quiero quisiera queria quiere quieren quero gostaria want would need needed necesit* precis* busco buscaba procuro procurando looking look buscando ocupo deseo desejo ando searching search hunting interes* interested id lookin after wanna wish',
  have: 'tienen tenes tienes tiene tem teem tenian tendran haber hay venden vende vendem vendes manejan trabajan trabalham sell carry got have habra',
  show: 'mostra* muestr* ver veo show see mostre muestra catalog* coleccion colecao collection novedades novidades arrivals lancamentos view',
  more: 'mas mais more otros otras outros outras others another other opciones opcoes options modelos models',
  send: 'envi* mand* send sent sending pasa pasame passa manda mandame pass forward reenv* encaminh* passe enviame',
  ship: 'despach* frete fretes entrega entregas entregan entregam entregar shipping ship ships delivery deliver delivers delivering flete fletes sedex pac domicilio postage courier encomiendas motoboy mailing correo transportadora express overnight envio envios encomienda freight',
  deliverer: 'courier repartidor entregador mensajero driver motoboy vecino vizinho neighbor porch timbre campainha doorbell',
  cost: 'cuanto cuesta cuestan sale salen vale valen quanto qto custa custam cost costs saldria sai charge charges cobran cobra fee fees costaria cobram',
  price: 'precio precios preco precos price prices pricing valor valores costo costos',
  much: 'much',
  free: 'gratis gratuito gratuita free bonificado bonificas waive',
  when: 'cuando quando qdo when',
  duration: 'demor* tard* prazo plazo long horas hours dias days semanas weeks habiles uteis business fast quick* rapid* soon pronto eta urgente urge asap hurry pressa leva lleva takes take rush prisa',
  arrive: 'llega llegan llegar llegaria llegara llego llegue llegaron chega chegam chegar chegaria chegou arrive arrives arrived arriving come comes came reach',
  today: 'hoy hoje today manana amanha tomorrow ahora agora now ayer ontem yesterday',
  weekday: 'lunes martes miercoles jueves viernes sabado sabados domingo domingos segunda terca quarta quinta sexta monday tuesday wednesday thursday friday saturday saturdays sundays weekend feriado feriados holiday holidays finde sunday',
  feast: 'navidad natal christmas madre maes mothers valentine* pascua carnaval namorados',
  where: 'donde onde where dnd adonde aonde wheres',
  place: 'ciudad cidade city bairro zona provincia interior pais country region regiao pueblo area internacional* nationwide barrio state exterior',
  order: 'pedido pedidos orden ordenes order orders ordered compra compras purchase purchased compre comprei bought pedi ordem',
  parcel: 'paquete paquetes pacote encomenda package packages box caixa caja shipment parcel',
  track: 'seguimiento rastre* tracking track tracked guia estado status situacao andreani oca novedad novedades novidade update locate ubicar localizar',
  late: 'atras* late delayed delay retras* todavia aun ainda yet still esperando waiting waited aguardando',
  broken: 'rot* quebr* broken broke defect* falla fallad* fallo danad* danific* damag* rasg* manch* stain* descos* estrag* cracked crack ripped torn golpead* amass* faulty shattered leaked crushed trincad* partido pedazos pedacos',
  stopped: 'dejo funcionar parou prende liga carga charges anda andar stopped working unglued despeg* descol* desbot* destin* faded pilled burned quem* queim* split conserta* arregl* repair* fix fixes reparan reparar',
  wrong: 'equivoc* errad* wrong incorrect* incorreto distint* diferente mistake erro mal',
  missing: 'falta faltan faltou faltaba faltando missing incomplet* vacia vazia empty mitad metade half solo part',
  received: 'recibi recibido recebi received receive receiving entregado entregue delivered entregaram',
  pay: 'pag* abonar abono pay paying paid payment payments charge charged cobr* pagamento debit* efetuar',
  checkout: 'checkout finaliz* finish fecha fechar fecho cerrar cerrame concluir terminar complete proceed proceder prosseguir',
  buy: 'compro comprar comprarlo buy buying purchase compra comprando compremos',
  method: 'tarjeta* cartao cartoes card cards visa mastercard amex debito credito debit credit efectivo dinheiro cash transferencia transfer wire boleto pix mercadopago oxxo paypal rapipago pagofacil nequi daviplata pse yape yapear plin webpay venmo zelle klarna afterpay affirm picpay apple google deposito crypto bitcoin cripto cheque checks contraentrega cod nubank alias cbu banco bank bancos',
  instalment: 'cuotas cuota parcel* parcelas installment* instalment* msi meses interes intereses juros plazos financ* vezes crediario carne monthly',
  reject: 'rechaz* recus* declin* reject* denied deneg* negad* fail* rebot* aprob* aprov* approved error errors trav* crash* freez* carregando cargando loading spinning expir* venc* authorized autorizad* falh*',
  twice: 'doble dobro duplic* twice double dos duas veces',
  discount: 'descuent* desc dcto descont* discount* rebaj* promo promos promoc* oferta ofertas off sale sales deal deals liquidac* clearance bogo specials beneficio',
  code: 'cupon cupones cupom cupons coupon* codigo codigos code codes voucher promocode vale cuponcito newsletter cashback',
  expensive: 'caro cara caros caras carisim* expensive pricey salad* presupuesto orcamento budget afford alcanza bolso plata',
  cheap: 'barat* cheap* economic* accesible affordable conta less menos lower rebaja mejor* abaixa baja',
  size: 'talle talles talla tallas tamanho tamanhos size sizes sizing numero numeros num nro numeracion xl xxl xs numeracao',
  fit: 'calza calzo calco calce horma forma fit fits fitting queda quedan quedara serve servir entra entran ajustad* apertad* tight loose chico chica chicas grande grandes pequen* big small bigger smaller large veste largo',
  measure: 'medida medidas medir mide mido mede measure measurements cm centimetros cintura waist busto bust chest quadril hips cadera peso weigh pie foot feet pe largura inseam ancho lbs pounds kg kilos altura tall centimeters pies',
  guide: 'guia tabla tabela table chart cuadro equivalen* conversion',
  colour: 'color colores cor cores colour colours colors negro negra preto preta black blanco blanca branco branca white rojo roja vermelh* red azul azules blue verde green rosa pink gris cinza grey gray amarill* amarel* yellow marron marrom brown violeta roxo purple naranja orange celeste bordo beige bege navy',
  stock: 'stock estoque dispon* available availability existencias queda quedan quedaron resta sobrou agotad* esgot* sold restan left unidades units inventory existencia',
  back: 'vuelve vuelven volver volveran reponen repon* repone* reingres* ingres* entra entrar volta voltam voltar repor repos* restock* reabastec* again back lote batch next',
  notify: 'avis* notify notified notif* alert* alerta espera waitlist waiting lista anot* anoten ping',
  cart: 'carrito carritos carrinho cart basket bag sacola bolsa canasta carro changuito',
  total: 'total suma subtotal todo tudo everything altogether resumen resumo summary',
  add: 'agreg* sum* anad* adicion* add adds poneme pone pon ponme coloca colocar bota mete meteme incluye inclui* include acrescent* echale put throw toss anota anotame',
  take: 'llevo llevar llevare levo levar take taking quedo fico ficar elijo escojo escolho pick choose dame deme give gimme get grab llevarme',
  remove: 'saca sacame sacalo sacala sacar quita* quitar elimin* remove remov* borr* tira tirar delete exclui* apag* erase cancel* retir* vacia* esvazia* empty clear descart* drop limp* quitame scratch',
  quantity: 'uno una un one dos tres cuatro cinco seis dois duas two three five six cantidad quantidade quantity unidad unidade unit units pares par pair doble double quatro four',
  change: 'cambi* modific* mudar muda change changed changing alter* correg* corrig* correct edit editar update actualiz* atualiz* trocar swap',
  instead: 'vez lugar instead mejor rather actually verdade',
  save: 'guard* salva salvar save saved saving reserv* apart* segur* hold separ* aside keep keeping conserv* mant* favorit* wishlist deseos desejos layaway sena sinal deposit',
  lose: 'pierd* perder perde perdi lose lost borre apaga expire',
  share: 'compart* compartilh* share shared sharing forward reenv* encaminh* link enlace url',
  compare: 'diferenc* difer* differen* compar* versus vs mejor melhor better best entre between ventaja* vantage* advantage* pros cons iguales iguais same identical distingu*',
  choose: 'recomend* recomiend* recommend* suger* sugier* sugir* suggest* aconsej* aconselh* advice advise conviene elegir eleg* escolh* choose decid* dud* duvid* indeciso* unsure orient* indica indicam guide opinion opiniao undecided compensa ideal',
  gift: 'regal* presente presentear presentes gift gifts present cumple* aniversario birthday obsequi* sorprend* surpres* surprise wrap* envuelt* embrulh* embal* dedicatoria lembranc* secreto santa',
  relative: 'mama mami madre mae papa padre pai novia novio namorad* noivo noiva fiance esposa esposo marido mujer hija hijo filha filho hermana hermano irma irmao abuela abuelo avo vovo sobrin* mom mum dad wife husband girlfriend boyfriend daughter son sister brother grandma grandpa grandmother nephew niece amiga amigo friend suegra suegro jefe jefa chefe boss socio sogra partner pareja parceiro hubby parents papas pais coworkers mother father mothers fathers cunad* cunhad*',
  approve: 'consult* pregunt* pergunt* ask asking check aprob* aprov* approv* autoriz* authoriz* permiso permissao permission confirmar decidir decidimos decide decides conversar charl* visto aval ok discuss depende depends',
  material: 'material tela tecido fabric algodon algodao cotton cuero couro leather poliester lana wool hecho hecha feito feita made',
  feature: 'impermeab* waterproof resist* agua water lav* wash peso pesa weight bateria battery bolsill* pockets suela sola solado sole forro forrad* lined plantilla palmilha ficha specs caracteristicas incluye inclui included includes trae viene vem potencia watts capacidad capacidade capacity bluetooth zipper cierre ziper capucha capuz hood amortigu* amortec* cushion* comod* confort* comfort* grueso gruesa grosso thick thin dimensions dimensiones polegadas pulgadas inch ingredientes alcohol',
  compatible: 'compatib* compativ* sirve serve funciona work works fits fit iphone samsung galaxy motorola xiaomi redmi moto adapt* enchufe tomada plug encaixa conecta connect voltaje voltagem voltage 110v 220v 110 220 bivolt android ios mac windows ps4 ps5 xbox usb universal canon epson hp alexa',
  match: 'combin* match* juego conjunto complement* accesorio* acessorio* accessor* goes pairs pair outfit look set kit combo bundle orna',
  return: 'devol* devuel* return returns returned returning reembols* refund* reintegr* retorn* estorno arrepent* back volta vuelta',
  exchange: 'cambi* cambio troc* troca exchange exchanges swap permut*',
  policy: 'politica politicas policy condiciones condicoes conditions regras terms derecho direito aceptan aceitam accept allow puedo posso podria pode could se policies',
  ifnot: 'si if se caso',
  warranty: 'garantia garantias warranty guarantee guaranteed warranties tecnico assistencia cubre cobre cover covered cubren covers',
  address: 'direccion endereco address calle rua casa house cep zip numero street',
  shop: 'tienda loja store stores shop local locales sucursal sucursales filial showroom fisica fisico ubicad* ubicacion localiz* located location retirar retiro retirada pickup pick tiendas lojas',
  hours: 'horario horarios hours abren abre open opening cierran cierra fecham closes close atienden atendem abrem',
  contact: 'telefono telefone phone instagram insta facebook web site website pagina mail email correo whatsapp',
  invoice: 'factura nota fiscal boleta invoice invoices receipt rfc ruc cuit cnpj ticket',
  trust: 'confiab* confiav* confian* confio confia fiar trust* legit seguro segura safe secure real reales reais miedo medo scared nervous desconfi* skeptic* opiniones opinioes resenas reviews avaliac* referencias comentarios reputac* registrada registered oficial official reliable verdadera',
  authentic: 'original* authentic* autentic* fake fakes trucho* trucha* falsific* replica* knockoff copia copy genuine imitac* imitation',
  scam: 'estafa* estafan estafad* estafar golpe golpes scam* sumir',
  bot: 'bot bots robot robo robos maquina machine ia ai inteligencia artificial automatic* automated chatbot chatgpt gpt computadora computador computer compu',
  human: 'humano humana human humans persona person people pessoa gente being',
  person: 'alguien alguem someone asesor asesora vendedor vendedora atendente agente agent representante representative operador operadora ejecutivo encargad* gerente manager supervisor dueno dono owner salesperson consultor soporte suporte support staff equipo equipe team somebody advisor',
  talk: 'hablar hablo habla hable hablando falar fala falo falando speak speaking talk talking chat chatting comunic* contact* llam* ligar ligacao liga call conversar atend* atiend* charlar transfer* derivame conecta connect',
  who: 'quien quienes quem who name nombre nome llamas chama whom',
  insult: 'mierda merda shit carajo puta puto porra caralho fuck* estupid* idiota* idiots inutil* useless pelotud* ladron* ladroes thieves crooks joder pendej* culer* malparid* hijueputa wtf basura lixo trash garbage mentiros* liars hell screw bullshit suck* bosta',
  awful: 'pesim* horrib* desastre* disaster verguenza vergonha terrible worst peor pior awful ridicul* inadmis* inaceit* unacceptable absurdo palhacada burla burlan disrespect* respeto respeito descaso unprofessional rude grosera grossa',
  emotion: 'harto harta cansad* cansei podrid* indignad* decepc* disappoint* furio* angry enojad* upset molest* bronca revoltad* chatead* fed tired sick triste',
  ignored: 'responde responden respond* contesta contestan answers answered answer replies reply replying nadie ninguem nobody visto vacuo',
  complain: 'quej* reclam* complain* complaint* denunc* report* demand* abogado advogado lawyer sue processar procon profeco sernac indecopi legal queixa consumidor consumer bbb',
  fraud: 'fraud* clon* rob* roub* stolen hack* phishing suplant* desconoz* desconhec* unrecogn* unknown unauthor* sospech* suspeit* suspicious falso falsa falsos reconozco reconoc* reconhec* recogni* victim* pretending passando pasando claiming',
  wholesale: 'mayor mayoris* mayoreo atacad* wholesale* bulk revend* resell* distribui* distribuidor* distributor docena docenas duzia dozen bulto fardo caixa case empresas empresa empresarial corporativ* corporate company dropshipping b2b cotiz* quote proveedor fornecedor supplier lojista comerciante negocio uniform* franquicia franquia franchise moq companies',
  custom: 'personaliz* customi* custom bord* grab* grav* estamp* iniciales iniciais initials logo engrav* embroid* monogram encargo encargue encomend* disen* design desenho arte especial special fabric* print* imprim* acort* encurt* shorten alter* instal* alquil* alug* rent',
  later: 'despues luego later depois proxima proximo next cobro cobre quincena sueldo salario payday paycheck paid receber recebo pensar penso pensando pienso think thinking adelante frente momento luegito rato tarde soon maybe perhaps quizas talvez',
  busy: 'ocupad* busy trabajando trabalhando trabajo working work manejando dirigindo driving reunion reuniao meeting clase aula class',
  browsing: 'mirando miraba olhando olhada browsing viendo averigu* pesquis* curios* chusmeando research* shopping around comparando',
  elsewhere: 'elsewhere lado lugar already compre comprei bought',
  notint: 'interesa interessa interested interesse interes necesito',
  forget: 'olvid* esqueci* esquec* forgot forget colgue distra* slipped paso',
  stop: 'baja stop unsubscribe parar paren parem pare dejen sair desuscri* descadastr* optout opt molest* spam* perturb* bother* bloque* block* remuev* disturb',
  messages: 'escrib* escrev* mensaje* mensagem mensagens message* messaging text texting texts publicidad propaganda advertising ads notificaciones notificacoes recordatorios reminders',
  data: 'datos dados data privacidad privacidade privacy informac* information info lgpd gdpr ccpa personales pessoais personal habeas cookies',
  obtained: 'consiguieron conseguiram obtuvieron sacaron tiraram',
  erase: 'borren borrar apaguem apagar elimin* excluam excluir delete erase',
  product: 'zapatill* zapato* zapas tenis championes remera* playera* camiseta* camisa* pantalon* calca* jean* buzo* campera* jaqueta* casaco* casacos vestid* falda* pollera saia* short* bermuda* medias meias calcetin* mochila* bolso* cartera* gorra* bone* reloj* relogio* lentes oculos anteojos sandalia* chinelo* bota botas botin* sneaker* shoe* shirt* tee tees hoodie* jacket* pants dress dresses skirt* backpack* watch* sunglasses sock* boots abrigo* coats polera* polo* blusa* top leggin* corpino* brasier malla* bikini* traje* terno suit auricular* headphone* earbud* fone* funda* capinha* case silla* cadeira* chair mesa* sabana* lencol sheets perfume* crema* creme shampoo maquillaje juguete* brinquedo* toy* pelota* guantes luvas bufanda* cachecol scarf cinturon* cinto* belt* ring collar colar necklace pulsera* aros brinco* earring* chuteira* wallet mala cap hat chaqueta* ojota* moletom sweater* coat anillo* anel purse suitcase valija',
  use: 'correr running corrida run runner entrenar treino training gym gimnasio academia trekking trilha hiking caminar caminhada walking walk futbol futebol football casamiento boda casamento wedding fiesta festa party oficina office playa praia beach escola school viaje viagem trip travel lluvia chuva rain invierno inverno winter nieve snow asfalto pavement cerro montana diario bici bike yoga padel maraton marathon escuela',
  kid: 'nene nena nino nina ninos bebe bebes baby kid kids menino menina crianca infantil child',
  deictic: 'ese esa eso este esta esto esse essa isso that this these those aquel aquele it lo la',
  ordinal: 'primero primera primer segundo segunda tercero tercera terceiro primeiro primeira first second third last ultimo ultima',
  moreinfo: 'detalles detalhes details info informacion informacao foto fotos photo photos picture pictures video',
  weather: 'clima tempo lloy* lluev* llover chover chuva weather temperatura temperature frio cold forecast pronostico nublado',
  creative: 'poem* poesia cuento historia story essay ensayo redacao carta letter cancion musica song lyrics letra chiste piada joke eslogan slogan resumen resumo summarize summary',
  school: 'tarea dever homework licao matematica math ecuacion equacao equation raiz tabla capital quien descubrio descobriu invented president* guerra war planetas planets fotosintesis photosynthesis filosofia',
  politics: 'elecciones eleicoes eleicao election* presidente president partido party milei petro lula bolsonaro trump biden izquierda derecha esquerda direita votar vote votarias gobierno governo government',
  health: 'dolor dor pain fiebre febre fever remedio medicine pastilla sintomas symptoms gripe flu ibuprofeno dieta diet enferm* doente sick deprimid* depressed medico doctor',
  code_talk: 'python javascript programa programar program html api sql windows linux hack* contrasena senha password compu computador',
  translate: 'traduc* traduz* translate ingles english aleman german idioma language traduci',
  sport: 'messi maradona boca river flamengo corinthians lakers arsenal gol futbol seleccion selecao score resultado match jogo juega joga ganou gano won winner gols goles goals',
  media: 'pelicula filme movie serie series netflix spotify tiktok horoscopo signo horoscope youtube',
  money_world: 'dolar bitcoin acciones acoes stocks invest* prestamo emprestimo loan loteria lottery impuestos impostos taxes euro invertir',
  otherco: 'amazon mercadolibre shopee shein ifood rappi uber doordash walmart netflix movistar vivo claro verizon aliexpress',
  injection: 'ignora ignore olvida esqueca forget instruccion* instruc* instructions prompt system sistema reglas regras rules actua aja act pretend finge simula developer dan',
  flirt: 'novio namorado boyfriend casa marry linda bonita pretty amo love nudes single',
  chatter: 'jaja jajaja jajajaja haha hahaha kkk kkkk kkkkk rsrs lol lmao',
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
