import { area } from './area.ts';
import { asking } from './asking.ts';
import { assurance } from './assurance.ts';
import { compound } from './compound.ts';
import { conversation } from './conversation.ts';
import { deviceState } from './deviceState.ts';
import { deviceType } from './deviceType.ts';
import { doubts } from './doubtful.ts';
import { later } from './later.ts';
import { learned } from './learned.ts';
import { nearMiss } from './nearMiss.ts';
import { notOrders } from './notOrders.ts';
import { places } from './places.ts';
import { players } from './players.ts';
import { policy } from './policy.ts';
import { relative } from './relative.ts';
import { retracted } from './retracted.ts';
import type { Scenario } from './scenario.ts';
import { seenTo } from './seenTo.ts';
import { sensorTime } from './sensorTime.ts';
import { standing } from './standing.ts';
import { takenUp } from './takenUp.ts';
import { told } from './told.ts';
import { turns } from './turns.ts';
import { words } from './words.ts';

export const scenarios: readonly Scenario[] = [
  ...words,
  ...deviceState,
  ...deviceType,
  ...area,
  ...conversation,
  ...policy,
  ...learned,
  ...sensorTime,
  ...players,
  ...nearMiss,
  ...assurance,
  ...places,
  ...doubts,
  ...relative,
  ...asking,
  ...compound,
  ...retracted,
  ...later,
  ...notOrders,
  ...seenTo,
  ...told,
  ...turns,
  ...standing,
  ...takenUp,
];
