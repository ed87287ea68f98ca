/** Words that say how somebody asks, not what: folded, of all three languages. They neither find nor miss anything. */
const text = `
a al algo alguem alguien algum alguma algun alguna algunas algunos ahi alli ali ante antes aquel aquela aquele aquella aquello aqui asi ate aun aunque bem bien bom bueno buena buenas buenos boa boas cada
casi caso com como con conmigo cual cuales qual quais cuando quando cuanto cuanta cuantos cuantas quanto quanta quantos quantas da das dao de del dele dela den des desde di dice digo dime do dois dos doy dame
donde onde durante e ela ele elas eles ella ellas ellos em en entao entonces entre era eram eran es esa esas ese eso esos essa essas esse esses esta estan estao estar estas este estes esto estos estou estoy
estava estaba eu falta fala favor fazer faz facil fique foi fora fue fueron gracias obrigado obrigada gente gostaria gustaria ha haber hacen hacer hace hago haria hasta hay haz hola ola oi opa oye eai hay hubo
isso isto ir iria irei voy vou va vai vamos van vao ya ja jamas la las le lhe les lo los mais mas mais me mesma mesmo mi mia mim minha minhas mio mios mis misma mismo mucha muchas mucho muchos muito muita muitas
muitos na nada nao nas nem ni ninguem nadie no nos nosotros nossa nosso nuestra nuestro num numa o os ou otra otras otro otros outra outras outro outros para pra pro pela pelo pelos pelas por porfa porfavor
porque pois pero pode podem poder podes podria podrian podriam poderia puede pueden puedes puedo pudo posso possivel posible precisa precisar preciso necesito necesita necesitas q que quem quien quienes quer quero quiero
quieres quisiera queria querer queremos sabe saben saber sabes sabia se sea seja sem sin sempre siempre sendo ser seria serian seu seus si sido sim sino so sobre solo sou soy son sua suas su sus tal tambem tambien tan
tanto te tem tens tenes tener tengo tengas tenga tenho tenia ter teria ti tiene tienen tienes toda todas todo todos tu tua tudo tus um uma umas un una unas uno unos uns usted ustedes voce voces vc vcs vos y yo ver dar
pasa acontece sucede existe existem existen funciona funcionan funcionam trabalha manera maneira forma modo consulta duda duvida pregunta pergunta informacion informacao info quisieran gostava deseo desejo tipo cosa cosas coisa coisas
politica politicas policy policies tema temas asunto assunto norma normas
sell sells venden vende vendem vender venda vendes ofrecen ofrece oferecem oferece offer offers trabajan trabalham manejan cuentan queria quisiera producto productos produto produtos product products articulo articulos artigo artigos item items peca pecas pieza piezas nomas ultimo ultima mejor melhor better best
senor senora amigo amiga ayuda ajuda ayudame ajudar explica explicar explicame explicas contame cuentame cuenta conta decir dizer decime disculpa desculpa perdon hoy dia buen dias tardes noites noches bom claro ok dale listo alguno compre
comprei compro compra comprar compras hice fiz tenga hecho feito llega pedi tengan deje puse ponen pone siguen sigue conmigo tuyo suyo suya ustedes oiga vi dijeron dicen deben debo deve devo debe preciso necesario necessario igual ta to tava pq xq tbm tmb
the an and or of to in on at for from with without is are was were be been being am i you he she it we they me my mine your yours our ours his her their them us this that these those there here what which who whom whose when where why how
do does did doing done can could may might must shall should will would have has had having if then than so as by about into out up down over under again any some all both each every other such own same too very just also not no nor
please thanks thank hi hello hey want wants wanted need needs needed like get gets got getting know tell let make makes made give gives gave does take takes took its im ive id dont doesnt cant isnt lets whats hows wheres ones one
much many more most long far soon ever still yet already something anything someone anyone anybody somebody question ask asking wondering wonder help possible bought buy buying purchase purchased go going goes work works happen happens happened happen case way thing things really
`;
export const stopWords: ReadonlySet<string> = new Set(text.split(/\s+/).filter((word) => word !== ''));
