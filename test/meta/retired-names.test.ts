import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseSync } from 'oxc-parser';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
/** The tables of before are named where the store is brought from them to those of now. */
const HISTORY = ['src/store/migrations.ts'];

/** What identifiers were called that are called otherwise now; the common word stays free. `docs/glossary.md` has the words. */
const RETIRED_IDENTIFIERS = new Set(
  `StaffDesk StaffOffice DeskContext DeskStatistics RoomAddress RoomEntry RoomPost RoomReads RoomWrites RoomTable roomJob showRoom
  wantRoom wantRooms wantAllRooms wakeRoomOf findTicketByRoom openRoom addEntry showEntry entryPost EntryContext EntryPost isStaffPlace
  toOrigin fromOrigin createStaffOffice createRooms createPlaces Places placeOf createHomes Homes staffHome customerHome
  Deed DEEDS FormDeed FORM_DEEDS deedActionId deedMenu isFormDeed toPressValue fromPressValue PressEvent createPresses readPress
  takePress ButtonPress markScore markOf SentMark showMarks MarksOptions replaceMark withoutMark fillMarks Memory createMemory Reception
  createReception receptionOf Intake createIntake Told readTold Poster createPoster createPartsPoster Turns createTurns
  Supervisor supervise SupervisorOptions createReader createReaderThread ReaderThread ReaderError Reading ReadRequest readTurn
  Draft createDraft settleIntent SettledIntent isHeldByPeople isByBystander heldBy TellHeldTickets renameHolder findHolders countHeldTickets
  CustomerRequest CUSTOMER_REQUESTS parseRequestText takeRequest lookUpRequestFacts RequestFacts noteDeliveryTrouble reportTrouble
  takeLinkRequest LinkRequest noteLinked LinkCode LinkedCustomer LinkReads LinkWrites personOf Ground layGround Ways createWays
  createJobLanes laneOf createRedisLink RedisLink Live LiveEvent createLocalLive startDesk RunningDesk Mistake
  SlackFinding DiscordFinding TelegramFinding PlatformFinding findCallees SlackPerson`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

/** The same of files, without their endings. */
const RETIRED_FILES = new Set(
  `staff-desk staff-office rooms rooms-port links-port reader reader-thread reader-worker reading draft settling trying sureness linking
  requests customer-requests request-facts lanes redis-link live supervisor memory places poster parts-poster reception intake turns
  callees desk home homes marks presses entries button-presses place ways create-platforms check-platforms doctor-finding`
    .split(/\s+/)
    .filter((name) => name !== ''),
);

const files = ['src', 'adapters']
  .flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => ['.ts', '.tsx'].includes(extname(name)));

test('no file has a name that was retired', () => {
  expect(files.filter((file) => RETIRED_FILES.has(basename(file, extname(file))))).toEqual([]);
});

test('nothing is declared or used by a name that was retired', () => {
  const found = files
    .filter((file) => !HISTORY.includes(file))
    .flatMap((file) => {
      const names = new Set(identifiersIn(parseSync(file, readFileSync(join(ROOT, file), 'utf8')).program));
      return [...names].filter((name) => RETIRED_IDENTIFIERS.has(name)).map((name) => `${file}: ${name}`);
    });
  expect(found).toEqual([]);
});

/** Every identifier of a syntax tree, but those of imports that were named elsewhere. */
function identifiersIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(identifiersIn);
  if (typeof node !== 'object' || node === null) return [];
  const own = 'type' in node && node.type === 'Identifier' && 'name' in node ? [String(node.name)] : [];
  return [...own, ...Object.values(node).flatMap(identifiersIn)];
}
