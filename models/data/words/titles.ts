import type { WordTable } from '../grammar.ts';
import { oneOf } from './list.ts';

/** What people ask to hear, watch or play. */
export const titles: WordTable = {
  playVerb: oneOf(`
    play; play; play; play; play; play me; put on; start playing; i want to hear; i want to listen to;
    listen to; start; can i hear; queue up; stream; begin playing; i'd like to hear
  `),
  watchVerb: ['watch', 'i want to watch', "let's watch", 'put on', 'show me', 'start', 'play', 'stream'],
  onPlayer: [
    'on <media.bare>',
    'on the {target (tv|speaker|speakers|stereo|soundbar|television)}',
    'on <media.name>',
    'on <media.placed>',
    'on the {target (tv|television)}',
    'through <media.bare>',
    'on my {target (tv|speaker|stereo|phone)}',
  ],
  mediaNoun: oneOf(`
    music; music; song; movie; show; tv show; video; podcast; audiobook; radio; track; episode; film; playlist;
    book; series; media; game; tunes
  `),
  trackNoun: oneOf(`
    song; song; track; track; episode; item; chapter; video; one; tune; title; station; podcast; channel
  `),
  title: oneOf(`
    <song>; <artist>; <film>; <series>; <book>; <podcast>; <song> by <artist>; <playlist>; <album>; <station>;
    <song>; <artist>; <film>; <series>; <game>; <inventedTitle>; <inventedTitle>; <inventedTitle>; <inventedTitle>
  `),
  song: oneOf(`
    Yesterday; Hey Jude; Thriller; Billie Jean; Smells Like Teen Spirit; Imagine; Hotel California;
    Stairway to Heaven; Sweet Child of Mine; Wonderwall; Lose Yourself; Rolling in the Deep; Shake It Off;
    Despacito; Shape of You; Blinding Lights; Bad Guy; Let It Be; Purple Rain; Don't Stop Believin; Africa;
    Take On Me; Dancing Queen; Uptown Funk; Viva la Vida; Fix You; Turn the Page; Light My Fire; Lights; Switch;
    Open Arms; Close to You; Blue; Heat of the Moment; Turn Off the Light; Kitchen Light; Clocks; Time;
    Stop in the Name of Love; Another One Bites the Dust; Happy; Hello; Jolene; Ring of Fire; Hurt; Black;
    Alive; One; Creep; Karma Police; Moon River; Fly Me to the Moon; Summertime; Take Five; Für Elise;
    Clair de Lune; Canon in D; Happy Birthday; Jingle Bells; Silent Night; Baby Shark; The Wheels on the Bus;
    Old Town Road; Levitating; As It Was; Flowers; Anti-Hero; Sunflower; Rain on Me; Singing in the Rain;
    Losing My Religion; No Woman No Cry; Redemption Song; Three Little Birds; Under the Bridge; Californication;
    In the End; Numb; Seven Nation Army; Mr Brightside; Bitter Sweet Symphony; Song 2; Zombie; Dreams;
    Landslide; The Chain; Respect; I Will Survive; Stayin Alive; Le Freak; September; Superstition;
    Isnt She Lovely; What a Wonderful World; Hallelujah; Chandelier; Titanium; Wake Me Up; Levels; Animals;
    Stay; Umbrella; Diamonds; Halo; Crazy in Love; Single Ladies; Formation; Humble; Stronger; Gold Digger;
    Lucid Dreams; Good 4 U; Drivers License; Perfect; Photograph; Thunder; Believer; Radioactive; Demons
  `),
  artist: oneOf(`
    Michael Jackson; Taylor Swift; Metallica; Drake; Adele; Ed Sheeran; Coldplay; Pink Floyd; Led Zeppelin;
    The Rolling Stones; Elvis; Madonna; Beyonce; Rihanna; Eminem; Nirvana; Pearl Jam; Radiohead; U2; ABBA;
    David Bowie; Prince; Bob Dylan; Johnny Cash; Dolly Parton; Miles Davis; John Coltrane; Louis Armstrong;
    Frank Sinatra; Ella Fitzgerald; Mozart; Bach; Beethoven; Chopin; Vivaldi; Daft Punk; Kendrick Lamar;
    Kanye West; Billie Eilish; Dua Lipa; Harry Styles; BTS; Blackpink; Shakira; Bad Bunny; Daddy Yankee;
    Gorillaz; Arctic Monkeys; Foo Fighters; Red Hot Chili Peppers; Linkin Park; Green Day; Muse; The Killers;
    Fleetwood Mac; Eagles; Bruce Springsteen; Stevie Wonder; Marvin Gaye; Aretha Franklin; Bob Marley;
    Norah Jones; Imagine Dragons; Maroon 5; Bruno Mars; Lady Gaga; Katy Perry; Post Malone; Travis Scott;
    Hans Zimmer; Ludovico Einaudi; Celine Dion; Elton John; Phil Collins; Depeche Mode; Kraftwerk; Rammstein;
    Iron Maiden; AC/DC; Black Sabbath; Tool; Bon Iver; Tame Impala; Lana Del Rey; Lorde; Sia; Nina Simone; Blur;
    Oasis; the Doors; the Cure; The Weeknd; Lights Out; Blue October; Open Hand; Doja Cat; Olivia Rodrigo;
    Chris Stapleton; Luke Combs; Garth Brooks; A R Rahman; Arijit Singh
  `),
  album: oneOf(`
    Abbey Road; Dark Side of the Moon; Rumours; Back in Black; The Wall; Nevermind; OK Computer; 1989; Lemonade;
    Kind of Blue; Graceland; Born to Run; Folklore; 25; Discovery; Random Access Memories; Hybrid Theory;
    American Idiot; Parachutes; Let Go; Purple Rain; The Black Album; Currents; Ten; Blue Train;
    Jagged Little Pill; Tapestry; Hotel California; Appetite for Destruction; Legend; In Rainbows; Thriller;
    Bad; The White Album; Pet Sounds; After Hours
  `),
  genre: oneOf(`
    jazz; rock; classical; pop; hip hop; country; blues; metal; reggae; techno; house; electronic; folk; soul;
    rap; salsa; lo fi; lofi; ambient; christmas; eighties; 80s; nineties; 90s; disco; funk; indie; punk; opera;
    r and b; r&b; k pop; gospel; latin; bollywood; dance; chill; relaxing; workout; sleep; acoustic;
    classic rock; smooth jazz; piano; meditation; party; dinner; white noise; nature sounds; rain sounds; study;
    kids; swing; bossa nova; trance; dubstep; heavy metal; bluegrass; new age; grunge; ska; old
  `),
  playlist: oneOf(`
    my favorites; workout; road trip; chill vibes; discover weekly; morning coffee; dinner party; study;
    summer hits; sleep sounds; running; kitchen dance; party mix; top 40; liked songs; daily mix; house party;
    cleaning; sunday morning; rainy day; throwback; road songs; my top songs; slow jams; gym; feel good;
    release radar; date night; yoga; jam session; wake up; barbecue; focus flow; anna's songs; oldies
  `),
  film: oneOf(`
    Hunger Games; The Hunger Games; Star Wars; Titanic; The Matrix; Frozen; Jurassic Park; The Godfather;
    Avatar; Toy Story; Finding Nemo; The Lion King; Interstellar; Harry Potter; Lord of the Rings; Top Gun;
    Home Alone; Die Hard; Barbie; Oppenheimer; Lights Out; The Dark Knight; Batman; Spider Man;
    Back to the Future; Forrest Gump; Gladiator; Up; Cars; Shrek; The Shining; Alien; Jaws; Rocky; Casablanca;
    Amelie; Parasite; Dune; Moana; Coco; Encanto; Paddington; Elf; The Notebook; Pulp Fiction; Fight Club;
    Arrival; Her; Garage Days; The Sound of Music; Mamma Mia; Grease; The Fan; Light of My Life; Blade Runner;
    Knives Out; La La Land; Whiplash; Iron Man; Black Panther; Twilight; It; Get Out; Us; Speed; Heat; The Room;
    Cool Runnings; Frozen 2; Mission Impossible; James Bond; Goldfinger
  `),
  series: oneOf(`
    Friends; Game of Thrones; Stranger Things; The Crown; Seinfeld; The Simpsons; House; House of Cards; Lost;
    The Wire; Sherlock; Doctor Who; Peppa Pig; Bluey; Paw Patrol; Sesame Street; Black Mirror; The Mandalorian;
    Better Call Saul; The Bear; Ted Lasso; Succession; Westworld; Star Trek; The Walking Dead; The Good Place;
    Parks and Recreation; Brooklyn Nine Nine; Grey’s Anatomy; Law and Order; Planet Earth; Cosmos; Top Gear;
    Jeopardy; The Great British Bake Off; Family Guy; South Park; Rick and Morty; Downton Abbey; Narcos; Ozark;
    Dark; Fargo; Suits; Modern Family; The Big Bang Theory; Schitts Creek; 24; Squid Game; Severance;
    Bridgerton; Wednesday; The Boys; Futurama; Arrested Development; How I Met Your Mother
  `),
  book: oneOf(`
    The Hobbit; Harry Potter; Dune; Pride and Prejudice; 1984; The Great Gatsby; Moby Dick; War and Peace;
    Sapiens; Becoming; The Alchemist; Gone Girl; The Da Vinci Code; The Martian; Atomic Habits; Educated;
    Sherlock Holmes; Alice in Wonderland; The Secret Garden; Treasure Island; Frankenstein; Dracula; Jane Eyre;
    Emma; The Girl on the Train; Ready Player One; The Stand; It; Percy Jackson; The Very Hungry Caterpillar;
    Goodnight Moon; Little Women; To Kill a Mockingbird; The Catcher in the Rye; A Game of Thrones;
    Project Hail Mary; Where the Crawdads Sing; The Art of War; Meditations
  `),
  podcast: oneOf(`
    This American Life; Radiolab; The Daily; Joe Rogan; Freakonomics; Ted Talks; Planet Money; Hardcore History;
    Stuff You Should Know; My Favorite Murder; Invisibilia; Science Vs; The Moth; Hidden Brain; Crime Junkie;
    Conan; S Town; Reply All; The Rest is History; Song Exploder; 99 Percent Invisible; Car Talk; Lore;
    Welcome to Night Vale; SmartLess; Armchair Expert; Kids news; Pod Save America; Lex Fridman; Huberman Lab;
    The Joy of Cooking
  `),
  station: oneOf(`
    BBC Radio 1; BBC Radio 4; NPR; Radio Paradise; KEXP; Classic FM; 98.5; 101.1 fm; ninety nine point five;
    Capital FM; Heart; Kiss FM; radio mirchi; WNYC; Jazz 24; Absolute Radio; fm 103.5; hot 97; Magic FM;
    Virgin Radio; Radio 2; radio five live; ESPN radio; Fox Sports radio; 88.5 fm; am 770; LBC; FIP; Swiss Jazz;
    SomaFM; z 100; triple j; the local station; classic rock station; sports radio
  `),
  game: oneOf(`
    chess; Mario Kart; Minecraft; Tetris; trivia; Scrabble; solitaire; Candy Crush; Monopoly; tic tac toe;
    hangman; Pac Man; sudoku; poker; bingo; Angry Birds; Fifa; Fortnite; Zelda; twenty questions; Jeopardy;
    checkers; Temple Run; Uno; Call of Duty; Halo; Skyrim; Madden; pinball; Clash of Clans; Words with Friends;
    black jack; Roblox; Doom; pong; battleship; Grand Theft Auto; hide and seek; the quiz; bubble shooter;
    backgammon
  `),
};
