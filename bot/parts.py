"""The two big handfuls of the program: what is stored, and the tip line over it. Built here, used in wiring."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import DatabaseTooNew
from bot.folders import refuse_new_keys_over_old_data
from bot.settings import Settings
from places.gazetteer import Gazetteer
from storage.database import Database, app_database, tips_database
from storage.keys.folder import KeyFolder
from storage.migrations import History, Standing, make, standing, upgrade
from storage.residents.address import AddressCipher
from storage.staff.repository import StaffRepository
from storage.tips.case_repository import CaseRepository
from storage.tips.keeping import TipKeeper
from storage.tips.key_repository import KeyRepository
from storage.tips.mailbox_repository import MailboxRepository
from storage.tips.repository import TipRepository
from storage.types import Clock, UnitCode
from tips.argon2_gate import Argon2Gate
from tips.attempts import Attempts
from tips.casework import Casework
from tips.chain import AuditChain
from tips.clocks import Clocks
from tips.credentials import Credentials
from tips.drafts import Drafts
from tips.drill import Drill
from tips.enrolment import Enrolment
from tips.flood import FloodWatch
from tips.gate import Gate, SignedKeys
from tips.intake import Intake
from tips.lookup_budget import LookupBudget
from tips.mailbox import Mailboxes
from tips.media import PhotoRebuilder
from tips.nightly import NightlyTips
from tips.staffing import Staffing
from tips.unlocking import SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    """Databases, keys and data files."""

    app: Database
    tips: Database
    keys: KeyFolder
    cipher: AddressCipher
    staff: StaffRepository
    key_store: KeyRepository
    tip_store: TipRepository
    mailbox_store: MailboxRepository
    case_store: CaseRepository
    made_keys: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TipLine:
    """The tip line's services, both sides of the wall between intake and opening."""

    drafts: Drafts
    photos: PhotoRebuilder
    intake: Intake
    mailboxes: Mailboxes
    gate: Gate
    enrolment: Enrolment
    sign_in: SignIn
    staffing: Staffing
    casework: Casework
    clocks: Clocks
    drill: Drill
    nightly: NightlyTips
    chain: AuditChain


async def open_stores(settings: Settings) -> Stores:
    """Open databases and keys, made or upgraded where needed. Raises `StartRefused` with one line."""
    keys = KeyFolder(settings.key_dir)
    refuse_new_keys_over_old_data(settings, keys_complete=keys.is_complete())
    made_keys = keys.make_missing()
    app = app_database(settings.app_database_url)
    tips = tips_database(settings.data_dir / "tips.db")
    for database, history in ((app, History.APP), (tips, History.TIPS)):
        match await standing(database, history):
            case Standing.NEWER:
                raise DatabaseTooNew(
                    f"the {history} database was made by a newer phaodai; start that version, or restore a backup"
                )
            case Standing.EMPTY:
                await make(database, history)
            case Standing.OLD:
                await upgrade(database, history)
            case Standing.PRESENT:
                pass
    cipher = AddressCipher(keys.address_key)
    return Stores(
        app=app,
        tips=tips,
        keys=keys,
        cipher=cipher,
        staff=StaffRepository(app, cipher),
        key_store=KeyRepository(tips),
        tip_store=TipRepository(tips),
        mailbox_store=MailboxRepository(tips),
        case_store=CaseRepository(tips),
        made_keys=made_keys,
    )


def tip_line(settings: Settings, stores: Stores, gazetteer: Gazetteer, clock: Clock) -> TipLine:
    """Return the tip line's services over the stores."""
    communes = tuple(UnitCode(unit.code) for unit in gazetteer.units)
    argon2 = Argon2Gate()

    def pepper() -> bytes:
        return stores.keys.pepper

    signed = SignedKeys(keys=stores.key_store, folder=stores.keys)
    gate = Gate(staff=stores.staff, keys=stores.key_store, signed=signed, communes=communes, clock=clock)
    credentials = Credentials(staff=stores.staff, gate=argon2, attempts=Attempts(clock=clock), pepper=pepper)
    sign_in = SignIn(staff=stores.staff, keys=stores.key_store, credentials=credentials, clock=clock)
    intake = Intake(
        repository=stores.tip_store,
        gate=gate,
        keys=signed,
        argon2=argon2,
        flood=FloodWatch(clock=clock),
        pepper=pepper,
        clock=clock,
        outside_body=settings.outside_body or None,
        rehearsal=settings.rehearsal,
    )
    photos = PhotoRebuilder()
    return TipLine(
        drafts=Drafts(rebuilder=photos, clock=clock),
        photos=photos,
        intake=intake,
        mailboxes=Mailboxes(
            repository=stores.tip_store,
            mailboxes=stores.mailbox_store,
            gate=gate,
            keys=signed,
            argon2=argon2,
            budget=LookupBudget(clock=clock),
            pepper=pepper,
            clock=clock,
            rehearsal=settings.rehearsal,
        ),
        gate=gate,
        enrolment=Enrolment(
            staff=stores.staff, keys=stores.key_store, folder=stores.keys, credentials=credentials, clock=clock
        ),
        sign_in=sign_in,
        staffing=Staffing(
            staff=stores.staff,
            keys=stores.key_store,
            cases=stores.case_store,
            sessions=sign_in,
            communes=communes,
            clock=clock,
        ),
        casework=Casework(
            repository=stores.tip_store,
            mailboxes=stores.mailbox_store,
            key_repository=stores.key_store,
            keys=signed,
            staff=stores.staff,
            clock=clock,
        ),
        clocks=Clocks(repository=stores.tip_store, cases=stores.case_store, clock=clock, rehearsal=settings.rehearsal),
        drill=Drill(path=intake),
        nightly=NightlyTips(keeper=TipKeeper(stores.tips), clock=clock),
        chain=AuditChain(cases=stores.case_store, clock=clock),
    )
