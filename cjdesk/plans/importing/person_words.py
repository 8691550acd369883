"""The general words by which a name of a body, role or place is told from the name of a person.

Gathered from how Scottish public bodies, charities, roles and places are called at large and from common given names;
nothing here is one council's. A word that is missing only leads to a question.
"""

from __future__ import annotations

_BODY_WORDS = """
    aberlour abuse academy access accommodation action addiction addictions adp adult adults advice adviser advisor
    advisory advocacy advocate affairs affected against agencies agency aid alcohol all alliance ambulance analyst and
    apex appropriate archive area areas army arrest assessment assistance assistant associate association authorities
    authority bail barnardo barnardos based beginnings bench board boards bodies body bond bridge bridges bureau
    business businesses cabinet cadets cafe campaign cancer care carer carers case cathedral centre centres chain
    chair chairperson chairs chamber champion champions change chapel chaplaincy charities charity chest chief child
    childhood children childrens choices churches cic circle citizen citizens city civic clerk clinic clinical club
    clubs co coalition coalitions collaboration collaborative collective college colleges commission commissioner
    commissioning committee communications communities community company complex conduct connect connections
    consortium constabulary consultant contracts convener convenor cooperative coordination coordinator coordinators
    coroner corporate council councils counselling county courts cpo crew crime crimes criminal crisis crossreach
    crown culture curriculum custody customer cyber cyrenians data delivery democratic department departments deputy
    design detective development digital direct director directorate directors disability disabled discharge district
    diversion division domestic drug drugs early earth economic economy education educational effective elected
    emergency employability employer employers employment empowerment enforcement engagement enterprise environment
    environmental equalities equality ethnic european every exchange executive external factory faculty families
    family fathers finance financial fire firm first fiscal fiscals fleet focus food football for forces forensic
    forensics forum forums forward foundation foundations foyer free fresh friends from fund funding futures gallery
    garden gardens gate gateway gender general generation girls global governance government governor governors group
    groups growth guidance guide guides guild habitat hall harm head heads health healthcare healthy help helpline hmp
    homeless homelessness homes hope hospital hospitals hostel hostels house housing hub hubs human humankind
    identified iep improvement improving include included includem inclusion inclusive independent individual industry
    info informatics information initiative initiatives innovation inspectorate institute integrated integration
    intelligence intensive interagency interest interface international intervention interventions investigation
    jobcentre jobs joint judicial judiciary justice justices juvenile key kibble laboratory land landlords language
    lead leader leaders leadership leads league learning legal leisure letham liaison libraries library licence
    licensing life lifeline links literacy living local locality lone looked maintenance making managed management
    manager managers map market mediation medical medicine member members memorial men mens mental mentor mentoring
    mentors merchant ministry minority mission misuse money mosque mothers multi multiagency municipal museum national
    navigators nearby needs neighbourhood neighbourhoods network networks new nhs no nursery nursing offender
    offenders offending office officer officers offices older ombudsman one online open operational operations
    opportunities opportunity organisation organisations other others our outreach outside over parenting parents
    parish park parks parole partner partners partnership partnerships path paths pathway pathways payback peer
    penumbra people peoples performance person personal persons pharmacy phoenix pilot place places planning police
    policing policy port positive post practice practitioner practitioners presbytery prevention principal prison
    prisoner prisoners prisons private probation procurator procurement professional programme programmes project
    projects property prosecution protecting protection provider providers provision psychiatry psychological
    psychology public quality quarriers racial railway reception reconnect recovery red reducing referral reform
    refuge refugee regeneration region regional registered registrar rehabilitation reintegration relations
    relationships release relevant remand reoffending reporter representation representative representatives rescue
    research residential resilience resource resources response responsible restorative retail review rights road
    roads room royal rural sacro safe safer safety salvation samaritans samh school schools scot scotland scotlands
    scots scottish second secondary secretariat secretary section sector secure security senior sentence sentencing
    service services settlement settlements sex sexual shared shelter shine single skills sleep slwg soccer social
    society solicitor solicitors solutions specialist specialists sport sports staff stakeholder stakeholders start
    station statutory step steps strategic strategy street strong structures student students studio studios sub
    substance supervised supervision support supported supporting supports surgery survivor survivors sustainable
    synagogue system systems tackling task team teams technology temple tenancy tenant tenants theatre therapeutic
    therapy third thrive through throughcare to together tomorrow tower town trading traffic training transition
    transitions transport trauma treatment tribunal trust trusts turning union unit united universal university unpaid
    urban user users various veterans victim victims village violence voice voices voluntary volunteer volunteering
    volunteers vulnerable ward warden wardens welfare wellbeing whole wider wing wings with without witness witnesses
    women womens work worker workers workforce working workplace works workshop yard year years young youngest youth
    ypeople zone
"""
_PLACES = """
    aberdeen aberdeenshire airdrie alloa arbroath argyll ayr ayrshire barlinnie bathgate blairgowrie borders brechin
    britain british bute city clackmannanshire clydebank clydeside cornton crieff cumbernauld cupar dalkeith dumbarton
    dumfries dumfriesshire dunbartonshire dundee dunfermline dunoon east eastern edinburgh elgin england english
    europe falkirk fife forfar glasgow glenochil glenrothes grampian greenock greenside hebrides highland highlands
    huntly inverclyde inverness inverurie islands isles kilmarnock kincardine kinross kirkcaldy kirkcudbright
    kirkintilloch lanarkshire leven levenmouth livingston london lothian lothians methil midlothian montrose
    motherwell musselburgh north northern oban orkney perth perthshire peterhead pitlochry polmont renfrewshire royal
    saughton scottish shetland shotts south southern stornoway stranraer strathclyde tayside tweed uk ulster wales
    welsh west western whitecraigs wigtownshire
"""
_SURNAMES_TOO = """
    angus arran bank banks bell best bishop bridge brook brown burn burns castle church clyde court cross day dean
    field fields ford forest fort forth fox galloway grant grants green hamilton harris hill hills hope irvine islay
    kelso kirk lanark lane law laws lennox lewis lodge long love mason may melrose mill mills moray moss mount murray
    nairn page paisley park parks point pool power price prior provost reid rivers rose ross rule selkirk sharp skye
    star stewart stirling street summer sutherland vale walker water waters way west wise wood woods young
"""
_GIVEN = """
    aaron abbie abby abdul abigail adam adele adrian agnes ahmed aidan aileen ailsa aisha alan alana alasdair alastair
    albert alec alex alexa alexander alexandra alexis alfie alfred ali alice alicia alina aline alisdair alisha alison
    alistair allan allison alwyn alyson amanda amber amelia amina amir amy ana anastasia andrea andrew andy aneta
    angela angelina angie angus anita ann anna annabel anne annette annie anthony antonio antony anya april archie
    ariana arlene arran arthur ashley audrey ava avril ayesha barbara barry beata beatrice becky belinda ben benjamin
    bernadette bernard bert beryl beth bethany betty beverley beverly bill billy blair bob bobby bonnie brenda brendan
    brian bridget brodie bronwyn bruce bryan bryony caitlin callum calum cameron camilla cara carl carla carly carol
    carole caroline carolyn carrie caspar cassandra catherine cathie cathy catriona cecilia celia chantelle charlene
    charles charlie charlotte chelsea cheryl chloe chris chrissie christian christina christine christopher ciara
    claire clara clare clive colette colin colleen connor conor conrad constance cora corinne courtney craig crystal
    cynthia daisy dale damian dan daniel danielle danny daphne darren dave david davie davina dawn dean debbie deborah
    declan deirdre denis denise dennis derek desmond diana diane dianne dominic don donald donna doreen doris dorothy
    dougal dougie douglas drew duncan dylan eddie edith edward eileen eilidh elaine eleanor elena elisabeth elizabeth
    ella ellen ellie elliot elsie elspeth emily emma enid eric erica erin esther ethan euan eugene eunice eva evan eve
    evelyn ewan faisal faith farah fatima felicity fergus findlay finlay finn fiona flora florence frances francesca
    francis frank fraser fred freda frederick freya gail gareth garry gary gavin gemma geoff geoffrey george georgia
    georgina gerald geraldine gerard gerry gilbert gill gillian gina glen glenn gloria gordon grace graeme graham
    grant greg gregor gregory greta guy gwen hamish hannah hari harriet harry harvey hassan hayley hazel heather
    hector heidi helen helena henry hilary holly howard hugh hussain iain ian ibrahim ida imogen imran ina ines ingrid
    iona irene iris isaac isabel isabella isabelle isla isobel ivan ivor ivy jacinta jack jackie jackson jacob
    jacqueline jacqui jade jake james jamie jan jane janet janette janice janine jared jasmine jason jay jayne jean
    jeanette jeff jeffrey jemma jen jenna jennifer jenny jeremy jess jessica jessie jill jillian jim jimmy jo joan
    joanna joanne jocelyn jodie joe joel john johnny jon jonathan jordan jose joseph josephine josh joshua joy joyce
    juan judith judy julia julian julie juliet june justin justine kamila kareem karen karina karl kasia kate
    katherine kathleen kathryn kathy katie katrina katy kay kayleigh keira keith kellie kelly ken kenneth kenny kerry
    kevin khalid kieran kim kimberley kirsteen kirsten kirstie kirsty kris kristina krystyna kyle lachlan lana lara
    laura lauren laurence laurie lawrence leah leanne lee leigh lena leo leon leona leonard lesley leslie lewis liam
    lillian lily linda lindsay lindsey lisa liz lizzie logan lois lorna lorraine louis louisa louise lucas lucinda
    lucy luke lydia lyn lynda lyndsay lyndsey lynn lynne lynsey mabel maciej madeleine magda maggie mairi maisie
    malcolm malik mandy marc marcus margaret margot maria mariam marian marianne marie marilyn marina marion marjorie
    mark marlene marta martha martin martina martyn mary mathew matt matthew maureen maurice mavis max maxine megan
    mel melanie melissa mhairi mia michael michaela michelle mick mike miriam mohamed mohammad mohammed moira mollie
    molly mona monica morag morgan morna morven moses muhammad murdo muriel myra nadia nadine nan nancy naomi natalie
    natasha nathan neil nell nessa niall nicholas nick nicky nicola nicole nigel nikki nina noah noel nora noreen
    norma norman nuala olive oliver olivia omar oscar owen paddy paige pamela pat patricia patrick paul paula pauline
    pearl peggy penelope penny pete peter petra phil philip philippa phillip phoebe phyllis piotr polly poppy priya
    rachael rachel ralph raymond rebecca reece rehana rhona rhys ricardo richard rick ricky rita rob robbie robert
    roberta robin robyn roddy roderick rodger roger roland ron rona ronald ronnie rory rosa rosaleen rosalind rose
    rosemary rosie ross rowan roy ruaridh ruby ruth ryan saba sabrina sadie sally sam samantha samina samuel sandra
    sandy sara sarah scott sean sebastian selina shabana shane shannon sharon shaun shauna sheena sheila shelagh
    shelley sheona shirley shona sian sidney silvia simon simone sinead siobhan skye sofia sonia sophia sophie stacey
    stan stanley stella stephanie stephen steve steven stewart struan stuart sue susan susanna susanne susie suzanne
    sylvia tahir tam tamara tamsin tania tanya tara ted terence teresa terri terry tess theo theresa thomas tiffany
    tim timothy tina toby tom tommy toni tony tracey tracy trevor tricia trish una ursula val valerie vanessa vera
    verity veronica vicki vicky vikki vincent violet viv vivien vivienne wanda warren wayne wendy wilfred will william
    wilma yasmin yvette yvonne zac zachary zahra zainab zara zoe
"""
_NAMING = """
    academy association award bursary cancer centre charity clinic club college court foundation fund gallery garden
    gardens group hall hospital hostel house housing hub institute library lodge memorial mission nursery park
    partnership practice prison project school society street studio theatre trust university ward
"""
_TITLES = """
    bailie cllr councillor dame dr fr insp lady miss mr mrs ms mx pc prof professor rev reverend sgt sir supt wpc
"""
_RANKS = """
    ci constable dc dci di ds dsu inspector lord provost sergeant sheriff superintendent
"""
_OF_RANKS = """
    acting assistant chief deputy detective temporary
"""
_PARTICLES = """
    al ap bin da de del della den der di du el la le mac mc ni st ten ter van von
"""
_SMALL = """
    a an are as at be by for from in into is it not of off on or the to up via we you
"""

BODY_WORDS = frozenset(_BODY_WORDS.split()) | frozenset(_PLACES.split()) - frozenset(_SURNAMES_TOO.split())
"""Words that name bodies, roles and places; of a person's name they are no part."""

PLACES = frozenset(_PLACES.split())
SURNAMES_TOO = frozenset(_SURNAMES_TOO.split())
"""Words that stand in names of bodies and places, and are surnames as well."""

GIVEN = frozenset(_GIVEN.split())
"""Common given names."""

PLACES_TOO = frozenset(("angus", "arran", "clyde", "harris", "islay", "lewis", "skye"))
"""Given names and surnames that mean a place when nothing of a name follows."""

NAMING = frozenset(_NAMING.split())
"""What is called after a person: "John Muir Trust" is no person."""

TITLES = frozenset(_TITLES.split())
"""Forms of address: what follows is a person."""

RANKS = frozenset(_RANKS.split())
"""Ranks that stand before a name and also by themselves."""

OF_RANKS = frozenset(_OF_RANKS.split())
"""What stands before a rank and belongs to it."""

PARTICLES = frozenset(_PARTICLES.split())
"""What joins the parts of a name."""

SMALL = frozenset(_SMALL.split())
