import { countedAttributes } from '#core/booth/attributes.ts';
import type { Booth, Language, Preset } from '#core/booth/booth.ts';

/** The notice in one language. `what`: see WHAT; `side`: of the screen. */
interface NoticeTexts {
  /** The name of the language in itself. */
  readonly name: string;
  readonly what: Readonly<Record<Preset, string>>;
  readonly short: (what: string) => string;
  readonly title: string;
  readonly happens: (what: string) => string;
  /** The words of the law, by what is guessed. */
  readonly law: { readonly age: string; readonly emotion: string };
  readonly doubt: string;
  readonly kept: string;
  /** What the day's numbers hold: visits alone, or also sums of what is guessed. */
  readonly counted: { readonly visits: string; readonly guesses: string };
  readonly avoid: string;
  readonly avoidAside: { readonly left: string; readonly right: string };
  readonly who: (organiser: string, contact: string) => string;
  readonly more: string;
  /** On the area that is not read. */
  readonly aside: string;
  readonly open: string;
  readonly close: string;
}

export const NOTICES: { readonly [L in Language]: NoticeTexts } = {
  en: {
    name: 'English',
    what: {
      smile: 'your smile',
      'age-smile': 'your age and smile',
      'no-gender': 'your age, emotion and smile',
      everything: 'your age, gender, emotion and smile',
    },
    short: (what) => `A computer guesses ${what} here. No picture is stored or sent.`,
    title: 'What happens here',
    happens: (what) =>
      `A camera films the people in front of this screen. A program on this device guesses ${what} from how each face looks.`,
    law: {
      age: 'European law calls this biometric categorisation.',
      emotion: 'European law calls this emotion recognition and biometric categorisation.',
    },
    doubt:
      'These are guesses about appearance, and they are often wrong. The program does not know who you are or what you feel.',
    kept: 'Each picture is forgotten as soon as it is read. No picture and no guess about you is stored or sent. Nobody is recognised.',
    counted: {
      visits:
        'It is counted how many people come and how long they stay. Only these numbers are kept, not who came.',
      guesses:
        'It is counted how many people come, how long they stay, and what is guessed of all of them together. Only these sums are kept, and nothing about one person.',
    },
    avoid: 'If you do not want this, stay out of the picture.',
    avoidAside: {
      left: 'If you do not want this, stand in the marked area at the left of the screen, or stay out of the picture.',
      right:
        'If you do not want this, stand in the marked area at the right of the screen, or stay out of the picture.',
    },
    who: (organiser, contact) => `Responsible: ${organiser}. Contact: ${contact}`,
    more: 'More about this:',
    aside: 'No guesses here',
    open: 'Notice',
    close: 'Close',
  },
  de: {
    name: 'Deutsch',
    what: {
      smile: 'Ihr Lächeln',
      'age-smile': 'Ihr Alter und Ihr Lächeln',
      'no-gender': 'Ihr Alter, Ihre Emotion und Ihr Lächeln',
      everything: 'Ihr Alter, Ihr Geschlecht, Ihre Emotion und Ihr Lächeln',
    },
    short: (what) => `Hier schätzt ein Computer ${what}. Kein Bild wird gespeichert oder gesendet.`,
    title: 'Was hier geschieht',
    happens: (what) =>
      `Eine Kamera filmt die Menschen vor diesem Bildschirm. Ein Programm auf diesem Gerät schätzt ${what} danach, wie das Gesicht aussieht.`,
    law: {
      age: 'Das europäische Recht nennt das biometrische Kategorisierung.',
      emotion: 'Das europäische Recht nennt das Emotionserkennung und biometrische Kategorisierung.',
    },
    doubt:
      'Das sind Schätzungen nach dem Aussehen, und sie sind oft falsch. Das Programm weiß nicht, wer Sie sind oder was Sie fühlen.',
    kept: 'Jedes Bild wird vergessen, sobald es ausgewertet ist. Kein Bild und keine Schätzung über Sie wird gespeichert oder gesendet. Niemand wird wiedererkannt.',
    counted: {
      visits:
        'Gezählt wird, wie viele Menschen kommen und wie lange sie bleiben. Nur diese Zahlen werden aufbewahrt, nicht, wer da war.',
      guesses:
        'Gezählt wird, wie viele Menschen kommen, wie lange sie bleiben und was von allen zusammen geschätzt wird. Nur diese Summen werden aufbewahrt und nichts über einzelne Menschen.',
    },
    avoid: 'Wenn Sie das nicht möchten, bleiben Sie bitte außerhalb des Bildes.',
    avoidAside: {
      left: 'Wenn Sie das nicht möchten, stellen Sie sich in den markierten Bereich links auf dem Bildschirm oder bleiben Sie außerhalb des Bildes.',
      right:
        'Wenn Sie das nicht möchten, stellen Sie sich in den markierten Bereich rechts auf dem Bildschirm oder bleiben Sie außerhalb des Bildes.',
    },
    who: (organiser, contact) => `Verantwortlich: ${organiser}. Kontakt: ${contact}`,
    more: 'Mehr dazu:',
    aside: 'Hier wird nichts geschätzt',
    open: 'Hinweis',
    close: 'Schließen',
  },
  fr: {
    name: 'Français',
    what: {
      smile: 'votre sourire',
      'age-smile': 'votre âge et votre sourire',
      'no-gender': 'votre âge, votre émotion et votre sourire',
      everything: 'votre âge, votre genre, votre émotion et votre sourire',
    },
    short: (what) => `Ici, un ordinateur estime ${what}. Aucune image n’est enregistrée ni envoyée.`,
    title: 'Ce qui se passe ici',
    happens: (what) =>
      `Une caméra filme les personnes devant cet écran. Un programme sur cet appareil estime ${what} d’après l’apparence du visage.`,
    law: {
      age: 'Le droit européen parle de catégorisation biométrique.',
      emotion: 'Le droit européen parle de reconnaissance des émotions et de catégorisation biométrique.',
    },
    doubt:
      'Ce sont des estimations d’après l’apparence, et elles sont souvent fausses. Le programme ne sait ni qui vous êtes ni ce que vous ressentez.',
    kept: 'Chaque image est oubliée dès qu’elle est analysée. Aucune image ni aucune estimation vous concernant n’est enregistrée ou envoyée. Personne n’est reconnu.',
    counted: {
      visits:
        'Le nombre de personnes et la durée de leur passage sont comptés. Seuls ces chiffres sont conservés, et non qui est venu.',
      guesses:
        'Le nombre de personnes, la durée de leur passage et les estimations de toutes ensemble sont comptés. Seuls ces totaux sont conservés, et rien sur une personne en particulier.',
    },
    avoid: 'Si vous ne le souhaitez pas, restez en dehors de l’image.',
    avoidAside: {
      left: 'Si vous ne le souhaitez pas, placez-vous dans la zone marquée à gauche de l’écran ou restez en dehors de l’image.',
      right:
        'Si vous ne le souhaitez pas, placez-vous dans la zone marquée à droite de l’écran ou restez en dehors de l’image.',
    },
    who: (organiser, contact) => `Responsable : ${organiser}. Contact : ${contact}`,
    more: 'En savoir plus :',
    aside: 'Aucune estimation ici',
    open: 'Information',
    close: 'Fermer',
  },
  es: {
    name: 'Español',
    what: {
      smile: 'su sonrisa',
      'age-smile': 'su edad y su sonrisa',
      'no-gender': 'su edad, su emoción y su sonrisa',
      everything: 'su edad, su género, su emoción y su sonrisa',
    },
    short: (what) => `Aquí un ordenador estima ${what}. No se guarda ni se envía ninguna imagen.`,
    title: 'Qué ocurre aquí',
    happens: (what) =>
      `Una cámara graba a las personas que están delante de esta pantalla. Un programa en este dispositivo estima ${what} según el aspecto del rostro.`,
    law: {
      age: 'El derecho europeo lo llama categorización biométrica.',
      emotion: 'El derecho europeo lo llama reconocimiento de emociones y categorización biométrica.',
    },
    doubt:
      'Son estimaciones sobre el aspecto y a menudo son erróneas. El programa no sabe quién es usted ni lo que siente.',
    kept: 'Cada imagen se olvida en cuanto se ha analizado. No se guarda ni se envía ninguna imagen ni ninguna estimación sobre usted. No se reconoce a nadie.',
    counted: {
      visits:
        'Se cuenta cuántas personas vienen y cuánto tiempo se quedan. Solo se guardan esas cifras, no quién ha venido.',
      guesses:
        'Se cuenta cuántas personas vienen, cuánto tiempo se quedan y lo que se estima de todas en conjunto. Solo se guardan esos totales y nada sobre una persona concreta.',
    },
    avoid: 'Si no lo desea, quédese fuera de la imagen.',
    avoidAside: {
      left: 'Si no lo desea, colóquese en la zona marcada a la izquierda de la pantalla o quédese fuera de la imagen.',
      right:
        'Si no lo desea, colóquese en la zona marcada a la derecha de la pantalla o quédese fuera de la imagen.',
    },
    who: (organiser, contact) => `Responsable: ${organiser}. Contacto: ${contact}`,
    more: 'Más información:',
    aside: 'Aquí no se estima nada',
    open: 'Aviso',
    close: 'Cerrar',
  },
  it: {
    name: 'Italiano',
    what: {
      smile: 'il sorriso',
      'age-smile': 'l’età e il sorriso',
      'no-gender': 'l’età, l’emozione e il sorriso',
      everything: 'l’età, il genere, l’emozione e il sorriso',
    },
    short: (what) => `Qui un computer stima ${what} dal volto. Nessuna immagine viene salvata o inviata.`,
    title: 'Che cosa succede qui',
    happens: (what) =>
      `Una telecamera riprende le persone davanti a questo schermo. Un programma su questo dispositivo stima ${what} in base all’aspetto del volto.`,
    law: {
      age: 'Il diritto europeo la chiama categorizzazione biometrica.',
      emotion: 'Il diritto europeo li chiama riconoscimento delle emozioni e categorizzazione biometrica.',
    },
    doubt:
      'Sono stime basate sull’aspetto e sono spesso sbagliate. Il programma non sa chi siete né che cosa provate.',
    kept: 'Ogni immagine viene dimenticata appena è stata analizzata. Nessuna immagine e nessuna stima su di voi viene salvata o inviata. Nessuno viene riconosciuto.',
    counted: {
      visits:
        'Si conta quante persone vengono e quanto tempo restano. Vengono conservati solo questi numeri, non chi è venuto.',
      guesses:
        'Si conta quante persone vengono, quanto tempo restano e che cosa viene stimato di tutte insieme. Vengono conservati solo questi totali e nulla sulle singole persone.',
    },
    avoid: 'Se non lo desiderate, restate fuori dall’immagine.',
    avoidAside: {
      left: 'Se non lo desiderate, mettetevi nell’area indicata a sinistra dello schermo o restate fuori dall’immagine.',
      right:
        'Se non lo desiderate, mettetevi nell’area indicata a destra dello schermo o restate fuori dall’immagine.',
    },
    who: (organiser, contact) => `Responsabile: ${organiser}. Contatto: ${contact}`,
    more: 'Per saperne di più:',
    aside: 'Qui nessuna stima',
    open: 'Avviso',
    close: 'Chiudi',
  },
  zh: {
    name: '中文',
    what: {
      smile: '您是否在微笑',
      'age-smile': '您的年龄以及是否在微笑',
      'no-gender': '您的年龄、情绪以及是否在微笑',
      everything: '您的年龄、性别、情绪以及是否在微笑',
    },
    short: (what) => `计算机在此推测${what}。图像不会被保存或传送。`,
    title: '这里在做什么',
    happens: (what) => `摄像头正在拍摄屏幕前的人。本设备上的程序根据面部外观推测${what}。`,
    law: {
      age: '欧洲法律称之为“生物特征分类”。',
      emotion: '欧洲法律称之为“情绪识别”和“生物特征分类”。',
    },
    doubt: '这些只是对外表的推测，经常出错。程序不知道您是谁，也不知道您的真实感受。',
    kept: '每幅图像在分析后立即丢弃。不会保存或传送任何图像或关于您的推测，也不会识别任何人的身份。',
    counted: {
      visits: '系统会统计来访人数和停留时间。只保留这些数字，不记录来者是谁。',
      guesses:
        '系统会统计来访人数、停留时间以及对所有人推测结果的总和。只保留这些总数，不保留任何个人的信息。',
    },
    avoid: '如果您不愿意，请不要进入画面。',
    avoidAside: {
      left: '如果您不愿意，请站到屏幕左侧标出的区域，或不要进入画面。',
      right: '如果您不愿意，请站到屏幕右侧标出的区域，或不要进入画面。',
    },
    who: (organiser, contact) => `负责方：${organiser}。联系方式：${contact}`,
    more: '更多信息：',
    aside: '此区域不作推测',
    open: '告示',
    close: '关闭',
  },
  ja: {
    name: '日本語',
    what: {
      smile: '笑顔かどうか',
      'age-smile': '年齢と笑顔かどうか',
      'no-gender': '年齢、感情、笑顔かどうか',
      everything: '年齢、性別、感情、笑顔かどうか',
    },
    short: (what) => `ここではコンピューターが${what}を推定しています。映像は保存も送信もされません。`,
    title: 'ここで行われていること',
    happens: (what) =>
      `カメラがこの画面の前にいる人を撮影しています。この機器のプログラムが、顔の見た目から${what}を推定します。`,
    law: {
      age: '欧州の法律では「生体分類」と呼ばれます。',
      emotion: '欧州の法律では「感情認識」および「生体分類」と呼ばれます。',
    },
    doubt:
      'これは見た目による推定であり、間違うこともよくあります。あなたが誰であるか、何を感じているかは分かりません。',
    kept: '映像は解析後すぐに破棄されます。映像もあなたについての推定結果も保存・送信されません。個人を特定することはありません。',
    counted: {
      visits:
        '来場者数と滞在時間を数えています。保存されるのはこれらの数だけで、誰が来たかは記録されません。',
      guesses:
        '来場者数、滞在時間、全員の推定結果の合計を数えています。保存されるのはこれらの合計だけで、個人についての情報は保存されません。',
    },
    avoid: '推定を望まない方は、画面に映らない場所にいてください。',
    avoidAside: {
      left: '推定を望まない方は、画面の左側に示された場所に立つか、画面に映らない場所にいてください。',
      right: '推定を望まない方は、画面の右側に示された場所に立つか、画面に映らない場所にいてください。',
    },
    who: (organiser, contact) => `責任者：${organiser}　連絡先：${contact}`,
    more: '詳細：',
    aside: 'ここでは推定しません',
    open: 'お知らせ',
    close: '閉じる',
  },
};

/** The line that is on the show all the time. */
export function shortNotice({ language, preset }: Booth): string {
  const { short, what } = NOTICES[language];
  return short(what[preset]);
}

/** The paragraphs of the full notice. The last one names the organiser. */
export function fullNotice(booth: Booth): readonly string[] {
  const { what, happens, law, doubt, kept, counted, avoid, avoidAside, who } = NOTICES[booth.language];
  const countsGuesses = Object.values(countedAttributes(booth)).includes(true);
  const readsEmotion = booth.preset === 'no-gender' || booth.preset === 'everything';
  return [
    happens(what[booth.preset]),
    ...(booth.preset === 'smile' ? [] : [readsEmotion ? law.emotion : law.age]),
    doubt,
    kept,
    ...(booth.numbers === 'off' ? [] : [countsGuesses ? counted.guesses : counted.visits]),
    booth.aside === null ? avoid : avoidAside[booth.aside.side],
    who(booth.organiser, booth.contact),
  ];
}
