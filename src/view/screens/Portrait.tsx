import { WELCOME } from '../words/welcome.ts';

/** A drawing of what the page does: an invented face with its box and label. */
export function Portrait() {
  return (
    <svg className="portrait" viewBox="0 0 520 560" aria-hidden="true" focusable="false">
      <clipPath id="portrait-frame">
        <rect width="520" height="560" rx="28" />
      </clipPath>
      <g clipPath="url(#portrait-frame)">
        <rect className="p-wall" width="520" height="560" />
        <circle className="p-sun" cx="398" cy="150" r="150" />
        <path className="p-coat" d="M28 580c8-96 82-148 172-162h120c90 14 164 66 172 162z" />
        <path
          className="p-hair"
          d="M150 300c-22-128 26-204 112-204s132 72 112 204c-6 54-18 92-30 112H180c-14-22-24-60-30-112z"
        />
        <path className="p-neck" d="M218 352h88v70c0 22-20 38-44 38s-44-16-44-38z" />
        <path className="p-shade" d="M218 366c14 22 74 22 88 0v32c-22 16-66 16-88 0z" />
        <ellipse className="p-skin" cx="262" cy="258" rx="90" ry="114" />
        <path
          className="p-hair"
          d="M170 248c2-80 42-116 96-116 50 0 86 34 88 104-40-4-82-24-104-58-14 36-44 60-80 70z"
        />
        <path
          className="p-line"
          d="M222 254v12M302 254v12M262 268c-2 12-6 20-10 26 4 4 10 5 15 4M226 316c20 20 52 20 72 0"
        />
      </g>
      <rect className="p-box-dark" x="160" y="136" width="204" height="248" rx="26" />
      <rect className="p-box" x="160" y="136" width="204" height="248" rx="26" />
      <g className="p-plate">
        <rect x="160" y="60" width="224" height="64" rx="13" />
        <rect className="p-badge" x="175" y="74" width="13" height="13" rx="4" />
        <text x="198" y="86">
          {WELCOME.plate[0]}
        </text>
        <text className="p-quiet" x="175" y="109">
          {WELCOME.plate[1]}
        </text>
      </g>
    </svg>
  );
}
