import type { Language } from '#core/booth/booth.ts';
import type { Ailment } from '#core/booth/health.ts';

/** Faults with a sentence of the booth's own; the others have those of the page. */
export type SaidAilment = Exclude<Ailment, 'failed'>;

interface HealthTexts {
  /** What is wrong, and what somebody can do about it. */
  readonly faults: Readonly<Record<SaidAilment, string>>;
  readonly goesOn: string;
}

export const HEALTH: { readonly [L in Language]: HealthTexts } = {
  en: {
    faults: {
      absent: 'The camera is missing. Please check its cable.',
      busy: 'The camera does not open. Another program may be using it.',
      silent: 'The camera gives no picture. Please check its cable.',
      frozen: 'The camera repeats one picture. Please check it.',
      black: 'The picture is black. Is the camera covered, or is it dark?',
      stopped: 'The program that reads faces stopped and is starting again.',
    },
    goesOn: 'The show goes on by itself.',
  },
  de: {
    faults: {
      absent: 'Die Kamera fehlt. Bitte das Kabel prüfen.',
      busy: 'Die Kamera lässt sich nicht öffnen. Vielleicht benutzt sie ein anderes Programm.',
      silent: 'Die Kamera liefert kein Bild. Bitte das Kabel prüfen.',
      frozen: 'Die Kamera wiederholt ein einziges Bild. Bitte die Kamera prüfen.',
      black: 'Das Bild ist schwarz. Ist die Kamera verdeckt, oder ist es dunkel?',
      stopped: 'Das Programm, das Gesichter auswertet, hat angehalten und startet neu.',
    },
    goesOn: 'Danach geht es von selbst weiter.',
  },
  fr: {
    faults: {
      absent: 'La caméra est absente. Veuillez vérifier son câble.',
      busy: 'La caméra ne s’ouvre pas. Un autre programme l’utilise peut-être.',
      silent: 'La caméra ne donne pas d’image. Veuillez vérifier son câble.',
      frozen: 'La caméra répète la même image. Veuillez la vérifier.',
      black: 'L’image est noire. La caméra est-elle couverte, ou fait-il sombre ?',
      stopped: 'Le programme qui analyse les visages s’est arrêté et redémarre.',
    },
    goesOn: 'La présentation reprendra d’elle-même.',
  },
  es: {
    faults: {
      absent: 'Falta la cámara. Por favor, compruebe el cable.',
      busy: 'La cámara no se abre. Quizá la esté usando otro programa.',
      silent: 'La cámara no da imagen. Por favor, compruebe el cable.',
      frozen: 'La cámara repite la misma imagen. Por favor, compruébela.',
      black: 'La imagen está negra. ¿Está tapada la cámara o está oscuro?',
      stopped: 'El programa que analiza los rostros se ha detenido y se está reiniciando.',
    },
    goesOn: 'Después continuará por sí solo.',
  },
  it: {
    faults: {
      absent: 'Manca la telecamera. Controllate il cavo.',
      busy: 'La telecamera non si apre. Forse la sta usando un altro programma.',
      silent: 'La telecamera non dà immagine. Controllate il cavo.',
      frozen: 'La telecamera ripete la stessa immagine. Controllatela, per favore.',
      black: 'L’immagine è nera. La telecamera è coperta o è buio?',
      stopped: 'Il programma che analizza i volti si è fermato e si sta riavviando.',
    },
    goesOn: 'Poi riprenderà da solo.',
  },
  zh: {
    faults: {
      absent: '找不到摄像头，请检查连接线。',
      busy: '摄像头无法打开，可能正被另一个程序使用。',
      silent: '摄像头没有画面，请检查连接线。',
      frozen: '摄像头一直重复同一幅画面，请检查摄像头。',
      black: '画面是黑的。摄像头被遮住了，还是光线太暗？',
      stopped: '分析面部的程序已停止，正在重新启动。',
    },
    goesOn: '之后会自动继续。',
  },
  ja: {
    faults: {
      absent: 'カメラが見つかりません。ケーブルを確認してください。',
      busy: 'カメラを開けません。別のプログラムが使用中かもしれません。',
      silent: 'カメラの映像がありません。ケーブルを確認してください。',
      frozen: 'カメラが同じ映像を繰り返しています。カメラを確認してください。',
      black: '映像が真っ暗です。カメラが覆われているか、暗すぎませんか。',
      stopped: '顔を解析するプログラムが停止し、再起動しています。',
    },
    goesOn: 'その後、自動的に再開します。',
  },
};
