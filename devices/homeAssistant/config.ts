import type { Json } from '../../runtime/domain/entity.ts';
import type { Codec } from '../codec.ts';
import { isObject, type JsonObject, own } from '../message.ts';
import type { Part } from '../parts.ts';
import { textOf } from '../template/values.ts';

/** A discovery payload's configuration, read key by key with Home Assistant's defaults. */
export class Config {
  readonly json: JsonObject;

  constructor(json: JsonObject) {
    this.json = json;
  }

  has(key: string): boolean {
    return own(this.json, key) !== undefined && own(this.json, key) !== null;
  }

  /** Text as Python prints it: `true` in JSON is "True". */
  text(key: string): string | undefined {
    const value = own(this.json, key);
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? textOf(value) : undefined;
  }

  word(key: string, otherwise: string): string {
    return this.text(key) ?? otherwise;
  }

  /** A payload that is sent where it is not set, and left out where it is null. */
  payload(key: string, otherwise: string): string | undefined {
    return own(this.json, key) === null ? undefined : this.word(key, otherwise);
  }

  number(key: string, otherwise: number): number {
    const value = Number(own(this.json, key) ?? Number.NaN);
    return Number.isFinite(value) ? value : otherwise;
  }

  flag(key: string): boolean {
    const value = own(this.json, key);
    return value === true || (typeof value === 'string' && /^(true|yes|on|1|enable)$/i.test(value));
  }

  list(key: string, otherwise: readonly string[] = []): readonly string[] {
    const value: Json | undefined = own(this.json, key);
    if (Array.isArray(value))
      return (value as readonly Json[]).filter((item): item is string => typeof item === 'string');
    return typeof value === 'string' ? [value] : otherwise;
  }

  object(key: string): JsonObject | undefined {
    const value = own(this.json, key);
    return isObject(value) ? value : undefined;
  }

  /** Where a value is reported, and by which template it is read; undefined where nobody said. */
  heard(codec: Codec, topicKey: string, templateKey?: string): Part['heard'] {
    const topic = this.text(topicKey);
    return topic ? { topic, template: templateKey && this.text(templateKey), codec } : undefined;
  }

  told(codec: Codec, topicKey: string, templateKey?: string): Part['told'] {
    const topic = this.text(topicKey);
    return topic ? { topic, template: templateKey && this.text(templateKey), codec } : undefined;
  }

  get retain(): boolean {
    return this.flag('retain');
  }
}
