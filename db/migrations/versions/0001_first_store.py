"""The first store.

Written by tests/tools/write_first_revision.py until the first release; never edited after it.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'partnership',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('name', sa.Text(), nullable=False, server_default=''),
        sa.Column('area', sa.Text(), nullable=False, server_default=''),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )

    op.create_table(
        'partner',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('name', sa.Text(), nullable=False),
        sa.Column('short_name', sa.Text(), nullable=False, server_default=''),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('statutory', 'third-sector', 'other', 'group', 'role')", name=op.f('ck_partner_kind')), nullable=False, server_default='other'),
        sa.Column('returns_data', sa.Integer(), sa.CheckConstraint('returns_data IN (0, 1)', name=op.f('ck_partner_returns_data')), nullable=False, server_default='0'),
        sa.Column('retired', sa.Integer(), sa.CheckConstraint('retired IN (0, 1)', name=op.f('ck_partner_retired')), nullable=False, server_default='0'),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('note', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('name', name=op.f('uq_partner_name')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )

    op.create_table(
        'status',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('letter', sa.Text(), nullable=False),
        sa.Column('word', sa.Text(), nullable=False),
        sa.Column('shape', sa.Text(), nullable=False, server_default=''),
        sa.Column('meaning', sa.Text(), sa.CheckConstraint("meaning IN ('complete', 'on track', 'delay', 'off track', 'not started', 'stopped')", name=op.f('ck_status_meaning')), nullable=False),
        sa.Column('rule', sa.Text(), nullable=False, server_default=''),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.UniqueConstraint('letter', name=op.f('uq_status_letter')),
        sa.UniqueConstraint('word', name=op.f('uq_status_word')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )

    op.create_table(
        'step',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('at', sa.Text(), nullable=False, server_default=''),
        sa.Column('who', sa.Text(), nullable=False, server_default=''),
        sa.Column('label', sa.Text(), nullable=False, server_default=''),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('do', 'undo', 'redo')", name=op.f('ck_step_kind')), nullable=False, server_default='do'),
        sa.Column('target_id', sa.Integer(), nullable=True),
        sa.Column('merge_key', sa.Text(), nullable=False, server_default=''),
        sa.Column('kept', sa.Text(), nullable=False, server_default='[]'),
        sa.ForeignKeyConstraint(['target_id'], ['step.id'], name=op.f('fk_step_target_id')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_step_target_id'), 'step', ['target_id'], unique=False)

    op.create_table(
        'journal_state',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('step_id', sa.Integer(), nullable=True),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )

    op.create_table(
        'kept_file',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('sha256', sa.Text(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False, server_default=''),
        sa.Column('kind', sa.Text(), nullable=False, server_default=''),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('kept_at', sa.Text(), nullable=False, server_default=''),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint('sha256', name=op.f('uq_kept_file_sha256')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )

    op.create_table(
        'setting',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('key', sa.Text(), nullable=False),
        sa.Column('value', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('key', name=op.f('uq_setting_key')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )

    op.create_table(
        'partner_alias',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('partner_id', sa.Integer(), nullable=False),
        sa.Column('alias', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_alias_partner_id'), ondelete='CASCADE'),
        sa.UniqueConstraint('alias', name=op.f('uq_partner_alias_alias')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_partner_alias_partner_id'), 'partner_alias', ['partner_id'], unique=False)

    op.create_table(
        'contact',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('partner_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False, server_default=''),
        sa.Column('role', sa.Text(), nullable=False, server_default=''),
        sa.Column('email', sa.Text(), nullable=False, server_default=''),
        sa.Column('telephone', sa.Text(), nullable=False, server_default=''),
        sa.Column('chase', sa.Integer(), sa.CheckConstraint('chase IN (0, 1)', name=op.f('ck_contact_chase')), nullable=False, server_default='0'),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_contact_partner_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_contact_partner_id'), 'contact', ['partner_id'], unique=False)

    op.create_table(
        'status_alias',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('status_id', sa.Integer(), nullable=False),
        sa.Column('alias', sa.Text(), nullable=False),
        sa.Column('partner_id', sa.Integer(), nullable=True),
        sa.UniqueConstraint('alias', 'partner_id', name=op.f('uq_status_alias_alias_partner_id')),
        sa.ForeignKeyConstraint(['status_id'], ['status.id'], name=op.f('fk_status_alias_status_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_status_alias_partner_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_status_alias_partner_id'), 'status_alias', ['partner_id'], unique=False)
    op.create_index(op.f('ix_status_alias_status_id'), 'status_alias', ['status_id'], unique=False)

    op.create_table(
        'plan',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('partnership_id', sa.Integer(), nullable=False),
        sa.Column('title', sa.Text(), nullable=False, server_default=''),
        sa.Column('subtitle', sa.Text(), nullable=False, server_default=''),
        sa.Column('period_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('first_year', sa.Integer(), nullable=True),
        sa.Column('last_year', sa.Integer(), nullable=True),
        sa.Column('framework_id', sa.Text(), nullable=False, server_default=''),
        sa.Column('layout_id', sa.Text(), nullable=False, server_default=''),
        sa.Column('contact', sa.Text(), nullable=False, server_default=''),
        sa.Column('other_formats', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['partnership_id'], ['partnership.id'], name=op.f('fk_plan_partnership_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_plan_partnership_id'), 'plan', ['partnership_id'], unique=False)

    op.create_table(
        'change',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('step_id', sa.Integer(), nullable=False),
        sa.Column('table_name', sa.Text(), nullable=False),
        sa.Column('row_id', sa.Integer(), nullable=False),
        sa.Column('op', sa.Text(), sa.CheckConstraint("op IN ('insert', 'update', 'delete')", name=op.f('ck_change_op')), nullable=False),
        sa.Column('old', sa.Text(), nullable=True),
        sa.Column('new', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['step_id'], ['step.id'], name=op.f('fk_change_step_id')),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_change_row'), 'change', ['table_name', 'row_id', 'id'], unique=False)
    op.create_index(op.f('ix_change_step'), 'change', ['step_id', 'id'], unique=False)

    op.create_table(
        'written',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('annual report', 'return to Community Justice Scotland', 'paper', 'impact assessment')", name=op.f('ck_written_kind')), nullable=False),
        sa.Column('profile_id', sa.Text(), nullable=False, server_default=''),
        sa.Column('title', sa.Text(), nullable=False, server_default=''),
        sa.Column('year', sa.Text(), nullable=False, server_default=''),
        sa.Column('reference', sa.Text(), nullable=False, server_default=''),
        sa.Column('meeting_on', sa.Text(), sa.CheckConstraint("meeting_on IS NULL OR meeting_on GLOB '????-??-??'", name=op.f('ck_written_meeting_on')), nullable=True),
        sa.Column('state', sa.Text(), sa.CheckConstraint("state IN ('draft', 'submitted', 'published')", name=op.f('ck_written_state')), nullable=False, server_default='draft'),
        sa.Column('state_on', sa.Text(), sa.CheckConstraint("state_on IS NULL OR state_on GLOB '????-??-??'", name=op.f('ck_written_state_on')), nullable=True),
        sa.Column('frozen_sha256', sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_written_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_written_plan_id'), 'written', ['plan_id'], unique=False)

    op.create_table(
        'indicator',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('origin', sa.Text(), sa.CheckConstraint("origin IN ('national', 'local')", name=op.f('ck_indicator_origin')), nullable=False, server_default='local'),
        sa.Column('framework_ref', sa.Text(), nullable=False, server_default=''),
        sa.Column('type', sa.Text(), sa.CheckConstraint("type IN ('', 'Quantitative', 'Contextual', 'Change and Impact', 'Qualitative')", name=op.f('ck_indicator_type')), nullable=False, server_default=''),
        sa.Column('unit', sa.Text(), nullable=False, server_default=''),
        sa.Column('better', sa.Text(), sa.CheckConstraint("better IN ('up', 'down', '')", name=op.f('ck_indicator_better')), nullable=False, server_default=''),
        sa.Column('definition', sa.Text(), nullable=False, server_default=''),
        sa.Column('counted', sa.Text(), nullable=False, server_default=''),
        sa.Column('provider_id', sa.Integer(), nullable=True),
        sa.Column('frequency', sa.Text(), nullable=False, server_default=''),
        sa.Column('not_used_reason', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_indicator_plan_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['provider_id'], ['partner.id'], name=op.f('fk_indicator_provider_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_indicator_plan_id'), 'indicator', ['plan_id'], unique=False)
    op.create_index(op.f('ix_indicator_provider_id'), 'indicator', ['provider_id'], unique=False)

    op.create_table(
        'edition',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('name', sa.Text(), nullable=False, server_default=''),
        sa.Column('state', sa.Text(), sa.CheckConstraint("state IN ('draft', 'consultation', 'approved', 'published')", name=op.f('ck_edition_state')), nullable=False, server_default='draft'),
        sa.Column('dated', sa.Text(), sa.CheckConstraint("dated IS NULL OR dated GLOB '????-??-??'", name=op.f('ck_edition_dated')), nullable=True),
        sa.Column('approved_by', sa.Text(), nullable=False, server_default=''),
        sa.Column('frozen_sha256', sa.Text(), nullable=True),
        sa.Column('is_current', sa.Integer(), sa.CheckConstraint('is_current IN (0, 1)', name=op.f('ck_edition_is_current')), nullable=False, server_default='0'),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_edition_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_edition_plan_id'), 'edition', ['plan_id'], unique=False)

    op.create_table(
        'level',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('depth', sa.Integer(), sa.CheckConstraint('depth BETWEEN 1 AND 4', name=op.f('ck_level_depth')), nullable=False),
        sa.Column('name', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('plan_id', 'depth', name=op.f('uq_level_plan_id_depth')),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_level_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_level_plan_id'), 'level', ['plan_id'], unique=False)

    op.create_table(
        'node',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('parent_id', sa.Integer(), nullable=True),
        sa.Column('depth', sa.Integer(), sa.CheckConstraint('depth BETWEEN 1 AND 4', name=op.f('ck_node_depth')), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('number', sa.Text(), nullable=False, server_default=''),
        sa.Column('label', sa.Text(), nullable=False, server_default=''),
        sa.Column('title', sa.Text(), nullable=False, server_default=''),
        sa.Column('framework_ref', sa.Text(), nullable=False, server_default=''),
        sa.Column('local_wording', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_node_plan_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['parent_id'], ['node.id'], name=op.f('fk_node_parent_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_node_parent_id'), 'node', ['parent_id'], unique=False)
    op.create_index(op.f('ix_node_plan_id'), 'node', ['plan_id'], unique=False)

    op.create_table(
        'action',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('moscow', sa.Text(), sa.CheckConstraint("moscow IN ('M', 'S', 'C', 'W')", name=op.f('ck_action_moscow')), nullable=True),
        sa.Column('lead_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_kind', sa.Text(), sa.CheckConstraint("timescale_kind IN ('date', 'month', 'period', 'ongoing', 'lifetime', 'to be confirmed', 'none', 'other', 'unclear')", name=op.f('ck_action_timescale_kind')), nullable=False, server_default='none'),
        sa.Column('timescale_due', sa.Text(), sa.CheckConstraint("timescale_due IS NULL OR timescale_due GLOB '????-??-??'", name=op.f('ck_action_timescale_due')), nullable=True),
        sa.Column('timescale_recurs', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_note', sa.Text(), nullable=False, server_default=''),
        sa.Column('emphasised', sa.Integer(), sa.CheckConstraint('emphasised IN (0, 1)', name=op.f('ck_action_emphasised')), nullable=False, server_default='0'),
        sa.Column('cross_reference', sa.Text(), nullable=False, server_default=''),
        sa.Column('carried_from_id', sa.Integer(), nullable=True),
        sa.Column('carried_reason', sa.Text(), nullable=False, server_default=''),
        sa.Column('standing', sa.Text(), sa.CheckConstraint("standing IN ('active', 'completed', 'merged', 'split', 'dropped')", name=op.f('ck_action_standing')), nullable=False, server_default='active'),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_action_plan_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['carried_from_id'], ['action.id'], name=op.f('fk_action_carried_from_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_action_carried_from_id'), 'action', ['carried_from_id'], unique=False)
    op.create_index(op.f('ix_action_plan_id'), 'action', ['plan_id'], unique=False)

    op.create_table(
        'chapter',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('level', sa.Integer(), sa.CheckConstraint('level BETWEEN 1 AND 4', name=op.f('ck_chapter_level')), nullable=False),
        sa.Column('title', sa.Text(), nullable=False, server_default=''),
        sa.Column('place', sa.Text(), sa.CheckConstraint("place IN ('before', 'after')", name=op.f('ck_chapter_place')), nullable=False, server_default='before'),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('chapter', 'participation', 'achievements', 'case studies', 'contact', 'appendix', 'glossary')", name=op.f('ck_chapter_kind')), nullable=False, server_default='chapter'),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_chapter_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_chapter_plan_id'), 'chapter', ['plan_id'], unique=False)

    op.create_table(
        'participation_entry',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('stakeholder', sa.Text(), nullable=False, server_default=''),
        sa.Column('activity', sa.Text(), nullable=False, server_default=''),
        sa.Column('when', sa.Text(), nullable=False, server_default=''),
        sa.Column('heard', sa.Text(), nullable=False, server_default=''),
        sa.Column('changed', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_participation_entry_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_participation_entry_plan_id'), 'participation_entry', ['plan_id'], unique=False)

    op.create_table(
        'achievement',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('area', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_achievement_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_achievement_plan_id'), 'achievement', ['plan_id'], unique=False)

    op.create_table(
        'local_outcome',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('number', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_local_outcome_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_local_outcome_plan_id'), 'local_outcome', ['plan_id'], unique=False)

    op.create_table(
        'assessment',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('outcome', sa.Text(), nullable=False, server_default=''),
        sa.Column('year', sa.Text(), nullable=False, server_default=''),
        sa.Column('achieved', sa.Text(), sa.CheckConstraint("achieved IN ('achieved', 'partly achieved', 'not achieved', 'not assessed')", name=op.f('ck_assessment_achieved')), nullable=False, server_default='not assessed'),
        sa.Column('achieved_text', sa.Text(), nullable=False, server_default=''),
        sa.Column('is_priority', sa.Integer(), sa.CheckConstraint('is_priority IN (0, 1)', name=op.f('ck_assessment_is_priority')), nullable=True),
        sa.Column('priority_text', sa.Text(), nullable=False, server_default=''),
        sa.Column('planned_text', sa.Text(), nullable=False, server_default=''),
        sa.Column('evidence', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('plan_id', 'outcome', 'year', name=op.f('uq_assessment_plan_id_outcome_year')),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_assessment_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_assessment_plan_id'), 'assessment', ['plan_id'], unique=False)

    op.create_table(
        'partner_return',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('partner_id', sa.Integer(), nullable=True),
        sa.Column('period_start', sa.Text(), nullable=False),
        sa.Column('period_end', sa.Text(), nullable=False),
        sa.Column('period_kind', sa.Text(), sa.CheckConstraint("period_kind IN ('quarter', 'year', 'calendar year', 'half', 'month', 'date', 'rolling year', 'range')", name=op.f('ck_partner_return_period_kind')), nullable=False),
        sa.Column('stage', sa.Text(), sa.CheckConstraint("stage IN ('not sent', 'issued', 'received', 'part applied', 'applied', 'nil', 'excused')", name=op.f('ck_partner_return_stage')), nullable=False, server_default='not sent'),
        sa.Column('code', sa.Text(), nullable=False, server_default=''),
        sa.Column('template_version', sa.Text(), nullable=False, server_default=''),
        sa.Column('issued_on', sa.Text(), sa.CheckConstraint("issued_on IS NULL OR issued_on GLOB '????-??-??'", name=op.f('ck_partner_return_issued_on')), nullable=True),
        sa.Column('due_on', sa.Text(), sa.CheckConstraint("due_on IS NULL OR due_on GLOB '????-??-??'", name=op.f('ck_partner_return_due_on')), nullable=True),
        sa.Column('note', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('plan_id', 'partner_id', 'period_start', 'period_end', name=op.f('uq_partner_return_plan_id_partner_id_period_start_period_end')),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_partner_return_plan_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_partner_return_partner_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_partner_return_partner_id'), 'partner_return', ['partner_id'], unique=False)
    op.create_index(op.f('ix_partner_return_plan_id'), 'partner_return', ['plan_id'], unique=False)

    op.create_table(
        'plan_import',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('file_sha256', sa.Text(), nullable=True),
        sa.Column('file_name', sa.Text(), nullable=False, server_default=''),
        sa.Column('layout_id', sa.Text(), nullable=False, server_default=''),
        sa.Column('imported_at', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_import_plan_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_plan_import_plan_id'), 'plan_import', ['plan_id'], unique=False)

    op.create_table(
        'case_study',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('plan_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('title', sa.Text(), nullable=False, server_default=''),
        sa.Column('pseudonym', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('node_id', sa.Integer(), nullable=True),
        sa.Column('provider_id', sa.Integer(), nullable=True),
        sa.Column('consent', sa.Text(), sa.CheckConstraint("consent IN ('not asked', 'asked', 'given', 'refused', 'withdrawn')", name=op.f('ck_case_study_consent')), nullable=False, server_default='not asked'),
        sa.Column('consent_on', sa.Text(), sa.CheckConstraint("consent_on IS NULL OR consent_on GLOB '????-??-??'", name=op.f('ck_case_study_consent_on')), nullable=True),
        sa.Column('consent_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('audience', sa.Text(), sa.CheckConstraint("audience IN ('internal', 'board', 'public')", name=op.f('ck_case_study_audience')), nullable=False, server_default='internal'),
        sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_case_study_plan_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['node_id'], ['node.id'], name=op.f('fk_case_study_node_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['provider_id'], ['partner.id'], name=op.f('fk_case_study_provider_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_case_study_node_id'), 'case_study', ['node_id'], unique=False)
    op.create_index(op.f('ix_case_study_plan_id'), 'case_study', ['plan_id'], unique=False)
    op.create_index(op.f('ix_case_study_provider_id'), 'case_study', ['provider_id'], unique=False)

    op.create_table(
        'written_answer',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('written_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('key', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['written_id'], ['written.id'], name=op.f('fk_written_answer_written_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_written_answer_written_id'), 'written_answer', ['written_id'], unique=False)

    op.create_table(
        'part',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('indicator_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('label', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_part_indicator_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_part_indicator_id'), 'part', ['indicator_id'], unique=False)

    op.create_table(
        'breakdown',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('indicator_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('name', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_breakdown_indicator_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_breakdown_indicator_id'), 'breakdown', ['indicator_id'], unique=False)

    op.create_table(
        'indicator_placement',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('node_id', sa.Integer(), nullable=False),
        sa.Column('indicator_id', sa.Integer(), nullable=False),
        sa.Column('action_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('number', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['node_id'], ['node.id'], name=op.f('fk_indicator_placement_node_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_indicator_placement_indicator_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_indicator_placement_action_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_indicator_placement_action_id'), 'indicator_placement', ['action_id'], unique=False)
    op.create_index(op.f('ix_indicator_placement_indicator_id'), 'indicator_placement', ['indicator_id'], unique=False)
    op.create_index(op.f('ix_indicator_placement_node_id'), 'indicator_placement', ['node_id'], unique=False)

    op.create_table(
        'reporting_measure',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('indicator_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_reporting_measure_indicator_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_reporting_measure_indicator_id'), 'reporting_measure', ['indicator_id'], unique=False)

    op.create_table(
        'statement',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('node_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('introduction', 'national outcome', 'national indicators', 'local indicators', 'supporting strategies', 'achieved', 'priority', 'planned', 'other')", name=op.f('ck_statement_kind')), nullable=False),
        sa.Column('heading', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('framework_ref', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['node_id'], ['node.id'], name=op.f('fk_statement_node_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_statement_node_id'), 'statement', ['node_id'], unique=False)

    op.create_table(
        'block',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('node_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('lead_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_kind', sa.Text(), sa.CheckConstraint("timescale_kind IN ('date', 'month', 'period', 'ongoing', 'lifetime', 'to be confirmed', 'none', 'other', 'unclear')", name=op.f('ck_block_timescale_kind')), nullable=False, server_default='none'),
        sa.Column('timescale_due', sa.Text(), sa.CheckConstraint("timescale_due IS NULL OR timescale_due GLOB '????-??-??'", name=op.f('ck_block_timescale_due')), nullable=True),
        sa.Column('timescale_recurs', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_note', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['node_id'], ['node.id'], name=op.f('fk_block_node_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_block_node_id'), 'block', ['node_id'], unique=False)

    op.create_table(
        'output',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('action_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('lead_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_kind', sa.Text(), sa.CheckConstraint("timescale_kind IN ('date', 'month', 'period', 'ongoing', 'lifetime', 'to be confirmed', 'none', 'other', 'unclear')", name=op.f('ck_output_timescale_kind')), nullable=False, server_default='none'),
        sa.Column('timescale_due', sa.Text(), sa.CheckConstraint("timescale_due IS NULL OR timescale_due GLOB '????-??-??'", name=op.f('ck_output_timescale_due')), nullable=True),
        sa.Column('timescale_recurs', sa.Text(), nullable=False, server_default=''),
        sa.Column('timescale_note', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_output_action_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_output_action_id'), 'output', ['action_id'], unique=False)

    op.create_table(
        'passage',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('chapter_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('heading', 'paragraph', 'bullet', 'numbered', 'quote', 'table', 'picture', 'caption', 'note')", name=op.f('ck_passage_kind')), nullable=False),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('marks', sa.Text(), nullable=False, server_default='[]'),
        sa.Column('depth', sa.Integer(), nullable=False, server_default='1'),
        sa.Column('rows', sa.Text(), nullable=False, server_default='[]'),
        sa.Column('has_header', sa.Integer(), sa.CheckConstraint('has_header IN (0, 1)', name=op.f('ck_passage_has_header')), nullable=False, server_default='0'),
        sa.Column('picture_sha256', sa.Text(), nullable=False, server_default=''),
        sa.Column('alt', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['chapter_id'], ['chapter.id'], name=op.f('fk_passage_chapter_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_passage_chapter_id'), 'passage', ['chapter_id'], unique=False)

    op.create_table(
        'return_version',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('return_id', sa.Integer(), nullable=False),
        sa.Column('number', sa.Integer(), sa.CheckConstraint('number >= 1', name=op.f('ck_return_version_number')), nullable=False),
        sa.Column('file_sha256', sa.Text(), nullable=True),
        sa.Column('file_name', sa.Text(), nullable=False, server_default=''),
        sa.Column('sender', sa.Text(), nullable=False, server_default=''),
        sa.Column('received_on', sa.Text(), sa.CheckConstraint("received_on IS NULL OR received_on GLOB '????-??-??'", name=op.f('ck_return_version_received_on')), nullable=True),
        sa.Column('stage', sa.Text(), sa.CheckConstraint("stage IN ('received', 'read', 'reviewed', 'applied', 'set aside')", name=op.f('ck_return_version_stage')), nullable=False, server_default='received'),
        sa.Column('outcome', sa.Text(), nullable=False, server_default=''),
        sa.Column('say', sa.Text(), nullable=False, server_default=''),
        sa.Column('notes', sa.Text(), nullable=False, server_default=''),
        sa.Column('reading_sha256', sa.Text(), nullable=True),
        sa.UniqueConstraint('return_id', 'number', name=op.f('uq_return_version_return_id_number')),
        sa.ForeignKeyConstraint(['return_id'], ['partner_return.id'], name=op.f('fk_return_version_return_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_return_version_return_id'), 'return_version', ['return_id'], unique=False)

    op.create_table(
        'tray_item',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('import_id', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('place', sa.Text(), nullable=False, server_default=''),
        sa.Column('kind', sa.Text(), nullable=False, server_default=''),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('why', sa.Text(), nullable=False, server_default=''),
        sa.Column('settled_on', sa.Text(), sa.CheckConstraint("settled_on IS NULL OR settled_on GLOB '????-??-??'", name=op.f('ck_tray_item_settled_on')), nullable=True),
        sa.ForeignKeyConstraint(['import_id'], ['plan_import.id'], name=op.f('fk_tray_item_import_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_tray_item_import_id'), 'tray_item', ['import_id'], unique=False)

    op.create_table(
        'case_study_link',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('case_study_id', sa.Integer(), nullable=False),
        sa.Column('action_id', sa.Integer(), nullable=True),
        sa.Column('indicator_id', sa.Integer(), nullable=True),
        sa.Column('outcome', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['case_study_id'], ['case_study.id'], name=op.f('fk_case_study_link_case_study_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_case_study_link_action_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_case_study_link_indicator_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_case_study_link_action_id'), 'case_study_link', ['action_id'], unique=False)
    op.create_index(op.f('ix_case_study_link_case_study_id'), 'case_study_link', ['case_study_id'], unique=False)
    op.create_index(op.f('ix_case_study_link_indicator_id'), 'case_study_link', ['indicator_id'], unique=False)

    op.create_table(
        'case_study_use',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('case_study_id', sa.Integer(), nullable=False),
        sa.Column('document', sa.Text(), nullable=False, server_default=''),
        sa.Column('edition', sa.Text(), nullable=False, server_default=''),
        sa.Column('used_on', sa.Text(), sa.CheckConstraint("used_on IS NULL OR used_on GLOB '????-??-??'", name=op.f('ck_case_study_use_used_on')), nullable=True),
        sa.ForeignKeyConstraint(['case_study_id'], ['case_study.id'], name=op.f('fk_case_study_use_case_study_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_case_study_use_case_study_id'), 'case_study_use', ['case_study_id'], unique=False)

    op.create_table(
        'series',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('indicator_id', sa.Integer(), nullable=False),
        sa.Column('part_id', sa.Integer(), nullable=True),
        sa.Column('breakdown_id', sa.Integer(), nullable=True),
        sa.Column('unit', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_series_indicator_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['part_id'], ['part.id'], name=op.f('fk_series_part_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['breakdown_id'], ['breakdown.id'], name=op.f('fk_series_breakdown_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_series_breakdown_id'), 'series', ['breakdown_id'], unique=False)
    op.create_index(op.f('ix_series_indicator_id'), 'series', ['indicator_id'], unique=False)
    op.create_index(op.f('ix_series_part_id'), 'series', ['part_id'], unique=False)
    op.create_index(op.f('uq_series_line'), 'series', ['indicator_id', sa.text('ifnull(part_id, 0)'), sa.text('ifnull(breakdown_id, 0)')], unique=True)

    op.create_table(
        'source',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('return', 'hand', 'import', 'sample')", name=op.f('ck_source_kind')), nullable=False),
        sa.Column('file_sha256', sa.Text(), nullable=True),
        sa.Column('file_name', sa.Text(), nullable=False, server_default=''),
        sa.Column('sender', sa.Text(), nullable=False, server_default=''),
        sa.Column('received_on', sa.Text(), sa.CheckConstraint("received_on IS NULL OR received_on GLOB '????-??-??'", name=op.f('ck_source_received_on')), nullable=True),
        sa.Column('return_version_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['return_version_id'], ['return_version.id'], name=op.f('fk_source_return_version_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_source_return_version_id'), 'source', ['return_version_id'], unique=False)

    op.create_table(
        'action_placement',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('node_id', sa.Integer(), nullable=False),
        sa.Column('action_id', sa.Integer(), nullable=False),
        sa.Column('block_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('number', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('node_id', 'action_id', name=op.f('uq_action_placement_node_id_action_id')),
        sa.ForeignKeyConstraint(['node_id'], ['node.id'], name=op.f('fk_action_placement_node_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_action_placement_action_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['block_id'], ['block.id'], name=op.f('fk_action_placement_block_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_action_placement_action_id'), 'action_placement', ['action_id'], unique=False)
    op.create_index(op.f('ix_action_placement_block_id'), 'action_placement', ['block_id'], unique=False)
    op.create_index(op.f('ix_action_placement_node_id'), 'action_placement', ['node_id'], unique=False)

    op.create_table(
        'lead',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('action_id', sa.Integer(), nullable=True),
        sa.Column('output_id', sa.Integer(), nullable=True),
        sa.Column('block_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('role', sa.Text(), sa.CheckConstraint("role IN ('lead', 'support')", name=op.f('ck_lead_role')), nullable=False, server_default='lead'),
        sa.Column('words', sa.Text(), nullable=False, server_default=''),
        sa.Column('partner_id', sa.Integer(), nullable=True),
        sa.Column('person', sa.Text(), nullable=False, server_default=''),
        sa.CheckConstraint('(action_id IS NOT NULL) + (output_id IS NOT NULL) + (block_id IS NOT NULL) = 1', name=op.f('ck_lead_exactly_one')),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_lead_action_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['output_id'], ['output.id'], name=op.f('fk_lead_output_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['block_id'], ['block.id'], name=op.f('fk_lead_block_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_lead_partner_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_lead_action_id'), 'lead', ['action_id'], unique=False)
    op.create_index(op.f('ix_lead_block_id'), 'lead', ['block_id'], unique=False)
    op.create_index(op.f('ix_lead_output_id'), 'lead', ['output_id'], unique=False)
    op.create_index(op.f('ix_lead_partner_id'), 'lead', ['partner_id'], unique=False)

    op.create_table(
        'impact',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('action_id', sa.Integer(), nullable=True),
        sa.Column('output_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.CheckConstraint('(action_id IS NOT NULL) + (output_id IS NOT NULL) = 1', name=op.f('ck_impact_exactly_one')),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_impact_action_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['output_id'], ['output.id'], name=op.f('fk_impact_output_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_impact_action_id'), 'impact', ['action_id'], unique=False)
    op.create_index(op.f('ix_impact_output_id'), 'impact', ['output_id'], unique=False)

    op.create_table(
        'measure',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('action_id', sa.Integer(), nullable=True),
        sa.Column('output_id', sa.Integer(), nullable=True),
        sa.Column('position', sa.Integer(), nullable=False, server_default='0'),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('indicator_id', sa.Integer(), nullable=True),
        sa.CheckConstraint('(action_id IS NOT NULL) + (output_id IS NOT NULL) = 1', name=op.f('ck_measure_exactly_one')),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_measure_action_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['output_id'], ['output.id'], name=op.f('fk_measure_output_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['indicator_id'], ['indicator.id'], name=op.f('fk_measure_indicator_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_measure_action_id'), 'measure', ['action_id'], unique=False)
    op.create_index(op.f('ix_measure_indicator_id'), 'measure', ['indicator_id'], unique=False)
    op.create_index(op.f('ix_measure_output_id'), 'measure', ['output_id'], unique=False)

    op.create_table(
        'decision',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('version_id', sa.Integer(), nullable=False),
        sa.Column('cell', sa.Text(), nullable=False),
        sa.Column('verdict', sa.Text(), sa.CheckConstraint("verdict IN ('accepted', 'kept ours', 'edited', 'queried')", name=op.f('ck_decision_verdict')), nullable=False),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('version_id', 'cell', name=op.f('uq_decision_version_id_cell')),
        sa.ForeignKeyConstraint(['version_id'], ['return_version.id'], name=op.f('fk_decision_version_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_decision_version_id'), 'decision', ['version_id'], unique=False)

    op.create_table(
        'value',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('series_id', sa.Integer(), nullable=False),
        sa.Column('period_start', sa.Text(), nullable=False),
        sa.Column('period_end', sa.Text(), nullable=False),
        sa.Column('period_kind', sa.Text(), sa.CheckConstraint("period_kind IN ('quarter', 'year', 'calendar year', 'half', 'month', 'date', 'rolling year', 'range')", name=op.f('ck_value_period_kind')), nullable=False),
        sa.Column('words', sa.Text(), nullable=False, server_default=''),
        sa.Column('state', sa.Text(), sa.CheckConstraint("state IN ('value', 'estimate', 'provisional', 'revised', 'suppressed', 'not available', 'not yet', 'not applicable', 'blank', 'error', 'conflict', 'range', 'unclear')", name=op.f('ck_value_state')), nullable=False),
        sa.Column('number_exact', sa.Text(), nullable=True),
        sa.Column('number', sa.REAL(), sa.Computed('CAST(number_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('unit', sa.Text(), sa.CheckConstraint("unit IN ('count', 'percent', 'rate', 'hours', 'money', 'score', 'text', '')", name=op.f('ck_value_unit')), nullable=False, server_default=''),
        sa.Column('low_exact', sa.Text(), nullable=True),
        sa.Column('low', sa.REAL(), sa.Computed('CAST(low_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('high_exact', sa.Text(), nullable=True),
        sa.Column('high', sa.REAL(), sa.Computed('CAST(high_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('below_exact', sa.Text(), nullable=True),
        sa.Column('below', sa.REAL(), sa.Computed('CAST(below_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('numerator_exact', sa.Text(), nullable=True),
        sa.Column('numerator', sa.REAL(), sa.Computed('CAST(numerator_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('denominator_exact', sa.Text(), nullable=True),
        sa.Column('denominator', sa.REAL(), sa.Computed('CAST(denominator_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('note', sa.Text(), nullable=False, server_default=''),
        sa.Column('source_id', sa.Integer(), nullable=True),
        sa.Column('cell', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('series_id', 'period_start', 'period_end', name=op.f('uq_value_series_id_period_start_period_end')),
        sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_value_series_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_value_source_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_value_series_id'), 'value', ['series_id'], unique=False)
    op.create_index(op.f('ix_value_source_id'), 'value', ['source_id'], unique=False)

    op.create_table(
        'benchmark',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('series_id', sa.Integer(), nullable=False),
        sa.Column('kind', sa.Text(), sa.CheckConstraint("kind IN ('baseline', 'target')", name=op.f('ck_benchmark_kind')), nullable=False),
        sa.Column('period_start', sa.Text(), sa.CheckConstraint("period_start IS NULL OR period_start GLOB '????-??-??'", name=op.f('ck_benchmark_period_start')), nullable=True),
        sa.Column('period_end', sa.Text(), sa.CheckConstraint("period_end IS NULL OR period_end GLOB '????-??-??'", name=op.f('ck_benchmark_period_end')), nullable=True),
        sa.Column('period_kind', sa.Text(), nullable=False, server_default=''),
        sa.Column('words', sa.Text(), nullable=False, server_default=''),
        sa.Column('state', sa.Text(), sa.CheckConstraint("state IN ('value', 'estimate', 'provisional', 'revised', 'suppressed', 'not available', 'not yet', 'not applicable', 'blank', 'error', 'conflict', 'range', 'unclear')", name=op.f('ck_benchmark_state')), nullable=False),
        sa.Column('number_exact', sa.Text(), nullable=True),
        sa.Column('number', sa.REAL(), sa.Computed('CAST(number_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('unit', sa.Text(), sa.CheckConstraint("unit IN ('count', 'percent', 'rate', 'hours', 'money', 'score', 'text', '')", name=op.f('ck_benchmark_unit')), nullable=False, server_default=''),
        sa.Column('low_exact', sa.Text(), nullable=True),
        sa.Column('low', sa.REAL(), sa.Computed('CAST(low_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('high_exact', sa.Text(), nullable=True),
        sa.Column('high', sa.REAL(), sa.Computed('CAST(high_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('below_exact', sa.Text(), nullable=True),
        sa.Column('below', sa.REAL(), sa.Computed('CAST(below_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('numerator_exact', sa.Text(), nullable=True),
        sa.Column('numerator', sa.REAL(), sa.Computed('CAST(numerator_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('denominator_exact', sa.Text(), nullable=True),
        sa.Column('denominator', sa.REAL(), sa.Computed('CAST(denominator_exact AS REAL)', persisted=False), nullable=True),
        sa.Column('note', sa.Text(), nullable=False, server_default=''),
        sa.Column('compare', sa.Text(), sa.CheckConstraint("compare IN ('at least', 'at most', 'exactly', 'towards', '')", name=op.f('ck_benchmark_compare')), nullable=False, server_default=''),
        sa.Column('recurs', sa.Text(), nullable=False, server_default=''),
        sa.Column('remark', sa.Text(), nullable=False, server_default=''),
        sa.UniqueConstraint('series_id', 'kind', name=op.f('uq_benchmark_series_id_kind')),
        sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_benchmark_series_id'), ondelete='CASCADE'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_benchmark_series_id'), 'benchmark', ['series_id'], unique=False)

    op.create_table(
        'progress_update',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('action_id', sa.Integer(), nullable=False),
        sa.Column('as_at', sa.Text(), sa.CheckConstraint("as_at GLOB '????-??-??'", name=op.f('ck_progress_update_as_at')), nullable=False),
        sa.Column('text', sa.Text(), nullable=False, server_default=''),
        sa.Column('status_id', sa.Integer(), nullable=True),
        sa.Column('status_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('revised_words', sa.Text(), nullable=False, server_default=''),
        sa.Column('revised_kind', sa.Text(), sa.CheckConstraint("revised_kind IN ('date', 'month', 'period', 'ongoing', 'lifetime', 'to be confirmed', 'none', 'other', 'unclear')", name=op.f('ck_progress_update_revised_kind')), nullable=False, server_default='none'),
        sa.Column('revised_due', sa.Text(), sa.CheckConstraint("revised_due IS NULL OR revised_due GLOB '????-??-??'", name=op.f('ck_progress_update_revised_due')), nullable=True),
        sa.Column('revised_recurs', sa.Text(), nullable=False, server_default=''),
        sa.Column('revised_note', sa.Text(), nullable=False, server_default=''),
        sa.Column('source_id', sa.Integer(), nullable=True),
        sa.Column('cell', sa.Text(), nullable=False, server_default=''),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_progress_update_action_id'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['status_id'], ['status.id'], name=op.f('fk_progress_update_status_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['source_id'], ['source.id'], name=op.f('fk_progress_update_source_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_progress_update_action_id'), 'progress_update', ['action_id'], unique=False)
    op.create_index(op.f('ix_progress_update_source_id'), 'progress_update', ['source_id'], unique=False)
    op.create_index(op.f('ix_progress_update_status_id'), 'progress_update', ['status_id'], unique=False)

    op.create_table(
        'remembered',
        sa.Column('id', sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column('partner_id', sa.Integer(), nullable=True),
        sa.Column('words', sa.Text(), nullable=False),
        sa.Column('target', sa.Text(), sa.CheckConstraint("target IN ('series', 'action', 'status', 'partner', 'ignore')", name=op.f('ck_remembered_target')), nullable=False),
        sa.Column('series_id', sa.Integer(), nullable=True),
        sa.Column('action_id', sa.Integer(), nullable=True),
        sa.Column('status_id', sa.Integer(), nullable=True),
        sa.Column('target_partner_id', sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(['partner_id'], ['partner.id'], name=op.f('fk_remembered_partner_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['series_id'], ['series.id'], name=op.f('fk_remembered_series_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['action_id'], ['action.id'], name=op.f('fk_remembered_action_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['status_id'], ['status.id'], name=op.f('fk_remembered_status_id'), ondelete='SET NULL'),
        sa.ForeignKeyConstraint(['target_partner_id'], ['partner.id'], name=op.f('fk_remembered_target_partner_id'), ondelete='SET NULL'),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index(op.f('ix_remembered_action_id'), 'remembered', ['action_id'], unique=False)
    op.create_index(op.f('ix_remembered_partner_id'), 'remembered', ['partner_id'], unique=False)
    op.create_index(op.f('ix_remembered_series_id'), 'remembered', ['series_id'], unique=False)
    op.create_index(op.f('ix_remembered_status_id'), 'remembered', ['status_id'], unique=False)
    op.create_index(op.f('ix_remembered_target_partner_id'), 'remembered', ['target_partner_id'], unique=False)
