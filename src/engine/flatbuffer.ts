/**
 * Reads a table of a FlatBuffer by field number. Absent fields have their default value. Offsets are relative to
 * their own position and only point forward.
 */
export class Table {
  readonly #view: DataView;
  readonly #at: number;

  constructor(view: DataView, at: number) {
    this.#view = view;
    this.#at = at;
  }

  static root(file: Uint8Array): Table {
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    return new Table(view, view.getUint32(0, true));
  }

  int8(field: number, absent = 0): number {
    const at = this.#position(field);
    return at === null ? absent : this.#view.getInt8(at);
  }

  int32(field: number, absent = 0): number {
    const at = this.#position(field);
    return at === null ? absent : this.#view.getInt32(at, true);
  }

  flag(field: number): boolean {
    return this.int8(field) !== 0;
  }

  table(field: number): Table | null {
    const at = this.target(field);
    return at === null ? null : new Table(this.#view, at);
  }

  tables(field: number): readonly Table[] {
    return this.targets(field).map((at) => new Table(this.#view, at));
  }

  /** Returns where each element of a vector of tables begins. */
  targets(field: number): readonly number[] {
    return this.#vector(field, 4, (at) => at + this.#view.getUint32(at, true));
  }

  int32s(field: number): readonly number[] {
    return this.#vector(field, 4, (at) => this.#view.getInt32(at, true));
  }

  uint16s(field: number): readonly number[] {
    return this.#vector(field, 2, (at) => this.#view.getUint16(at, true));
  }

  /** Returns a copy of a vector of bytes: a copy is aligned, so that it can be read as wider numbers. */
  bytes(field: number): Uint8Array {
    const at = this.target(field);
    if (at === null) return new Uint8Array(0);
    const length = this.#view.getUint32(at, true);
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + at + 4, length).slice();
  }

  text(field: number): string {
    return new TextDecoder().decode(this.bytes(field));
  }

  #vector<T>(field: number, width: number, read: (at: number) => T): readonly T[] {
    const at = this.target(field);
    if (at === null) return [];
    return Array.from({ length: this.#view.getUint32(at, true) }, (_, i) => read(at + 4 + width * i));
  }

  /** Returns where a string, vector or table begins, in bytes from the file's start; null if the field is absent. */
  target(field: number): number | null {
    const at = this.#position(field);
    return at === null ? null : at + this.#view.getUint32(at, true);
  }

  /** A table begins with the distance back to its vtable, which has two sizes, then the offset of each field. */
  #position(field: number): number | null {
    const vtable = this.#at - this.#view.getInt32(this.#at, true);
    const entry = 4 + 2 * field;
    if (entry >= this.#view.getUint16(vtable, true)) return null;
    const inTable = this.#view.getUint16(vtable + entry, true);
    return inTable === 0 ? null : this.#at + inTable;
  }
}
