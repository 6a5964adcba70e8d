import { limits } from '../../domain/limits.ts';

// A replacement character is what is left of bytes that were no UTF-8.
// biome-ignore lint/suspicious/noControlCharactersInRegex: MQTT forbids exactly this one
const UNUSABLE = /[\u0000\ufffd]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: MQTT forbids exactly this one
const UNUSABLE_OR_WILDCARD = /[#+\u0000\ufffd]/;

/** Whether a message may be sent to or taken from this topic [MQTT-3.3.2-2, MQTT-4.7.3]. */
export function isTopicName(topic: string): boolean {
  return topic.length > 0 && topic.length <= limits.topicBytesMax && !UNUSABLE_OR_WILDCARD.test(topic);
}

/** Whether a broker takes this filter: `+` fills a level, `#` the last one [MQTT-4.7.1]. */
export function isTopicFilter(filter: string): boolean {
  if (filter.length === 0 || filter.length > limits.topicBytesMax || UNUSABLE.test(filter)) return false;
  const levels = filter.split('/');
  return levels.every((level, index) => {
    if (level === '+') return true;
    if (level === '#') return index === levels.length - 1;
    return !level.includes('+') && !level.includes('#');
  });
}

/** Whether a topic fits any of these filters [MQTT-4.7.1]; a filter for everything does not fit `$SYS/…` [MQTT-4.7.2-1]. */
export function topicMatcher(filters: readonly string[]): (topic: string) => boolean {
  const patterns = filters.map((filter) => {
    const levels = filter.split('/').map((level, index) => {
      if (level === '+') return index === 0 ? '[^$/][^/]*|' : '[^/]*';
      if (level === '#') return index === 0 ? '(?!\\$).*' : '.*';
      return level.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
    const whole = levels.map((level) => (level.endsWith('|') ? `(?:${level})` : level)).join('/');
    // "a/#" fits "a" too.
    return new RegExp(`^${whole.replace(/\/\.\*$/, '(?:/.*)?')}$`, 's');
  });
  return (topic) => patterns.some((pattern) => pattern.test(topic));
}
