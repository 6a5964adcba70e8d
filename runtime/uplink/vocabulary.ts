/**
 * The public vocabulary: the words that a template may keep. Every other word is replaced.
 *
 * Words that any household says to any hub: function words, verbs of asking and doing, kinds of device, states and qualities.
 * Deliberately absent: names of people and places, rooms, numbers, days and times, colours, foods, titles, and whatever else
 * could tell one home from another.
 */
const FUNCTION_WORDS = `
a about above after again all along also although always am among an and another any anybody anyone anything are around as at away
back be because been before behind being below between both but by can cannot could did do does doing done down during each either
else enough even ever every everybody everyone everything everywhere except few for from had has have he her here him his how i if
in inside instead into is it its just least less let like little lot many may maybe me might mine more most much must my near
neither never no nobody none nor not nothing now nowhere of off often on once only or other others our out outside over own per
perhaps please quite rather really right same shall she should since so some somebody someone something sometimes somewhere soon
still such than that the their them then there these they thing things this those though through to together too toward under
until up upon us very was way we well were what whatever when whenever where wherever whether which while who whoever whole whose
why will with within without would yes yet you your
can't couldn't didn't doesn't don't hasn't haven't i'd i'll i'm i've isn't it's let's shouldn't that's there's they're wasn't
we're what's where's who's won't wouldn't you're okay ok oh hey hello hi thanks thank sorry
`;
const VERBS = `
activate add adjust answer arm ask begin boost bring brighten broadcast call cancel change charge check clean clear close complete
connect continue cook cool create cut deactivate decrease delete dim disable disarm disconnect display dock dry empty enable end
erase explain extend fill find finish fix forget freeze get give go going gone hang heat help hold increase install keep kill know
launch learn leave light listen lock look lower make mean meant move mow mute need notify open order pause play power prepare
press prevent program pull put raise read record reduce remember remind remove repeat reply request reset restart resume return
ring run said save say schedule search see send set shorten shout show shuffle shut silence skip sleep slow snooze speak speed spin
start stay stop stream switch take talk teach tell test toggle track translate try turn undo unlock unmute unpause update use
vacuum wait wake want warm wash watch water
activated adding asked changed checking cleaned cleaning closed closing cooking dimmed disabled doing enabled finished getting
heating locked made making muted opened opening paused playing pressed running said set showing started starting stopped stopping
talking taught telling told turned turning unlocked wanted wants watching working
`;
const DEVICES = `
ac air alarm alarms alert amplifier appliance appliances assistant audio automation battery bell blind blinds blower boiler bulb
bulbs button buttons camera cameras ceiling charger cleaner climate clock coffee computer conditioner conditioning conditioner
controller cooker cooler cover covers curtain curtains dehumidifier desk detector device devices dishwasher display door doorbell
doors dryer fan fans faucet filter fireplace fixture freezer fridge furnace gate gates group groups heater heaters heating hub
humidifier intercom iron kettle lamp lamps lamp lantern lawn led leds light lighting lights lock locks machine meter microwave
monitor motor mower music oven outlet outlets panel phone player plug plugs power printer projector pump purifier radiator
radiators radio receiver refrigerator remote robot roller router scene scenes screen screens script sensor sensors shade shades
shower shutter shutters siren skylight smoke socket sockets sound soundbar speaker speakers spotlight sprinkler sprinklers stereo
stove strip sweeper switch switches system television thermostat thermostats timer timers toaster tv valve vacuum ventilation
ventilator washer washing window windows
`;
const STATES_AND_QUALITIES = `
active automatic available bad best better big blinking bright brighter brightest broken busy charged charging clean clear cold
colder completely connected cool cooler correct current currently dark darker default detected different dimmer dirty dry eco
empty extra far fast faster first fine fixed fresh full fully good half hard heavy high higher highest hot hotter humid humidity
idle large last late later left level light lighter long longer loud louder low lower lowest main max maximum medium middle min
minimum motion moist moisture natural new next nice noise normal occupied odd old optimal other partly possible presence present
previous problem quick quiet quieter quickly ready recent same separate short shorter silent slow slower slowly small smaller
smart soft softer speed still strong stronger sure temperature top total unavailable unoccupied usual warm warmer warmest weak wet
whole wrong
`;
const MATTERS = `
amount app application brightness channel color colour command consumption degrees direction earlier energy episode feature
forecast humidity idea information intensity item items kind list lists load message mode modes movie movies name names news
notification percent percentage picture playlist podcast position preset program question quality rain rate reading reminder room
rooms schedule setting settings show side signal song songs sort sound status task tasks temperature todo tone track tracks type
usage value version video voice volume warning weather wind word words
`;

/** What `makeSignal` takes for public where nobody names another list. */
export const PUBLIC_VOCABULARY: ReadonlySet<string> = new Set(
  [FUNCTION_WORDS, VERBS, DEVICES, STATES_AND_QUALITIES, MATTERS].flatMap((list) => list.trim().split(/\s+/)),
);
