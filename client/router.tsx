import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router'
import { isReportName, type ReportName } from '../shared/core/reports/names.ts'
import { PageFailure } from './entry/PageFailure.tsx'
import { PageMissing } from './entry/PageMissing.tsx'
import { Root } from './entry/Root.tsx'
import { landSignedIn, needSignIn, readEntrySearch } from './entry/session.ts'
import { readCompared } from './timelines/compared.ts'
import { readMerged } from './timelines/merged.ts'
import { readShown } from './treatment/shown.ts'
import { PagePending } from './ui/PagePending.tsx'
import { readVaultSearch } from './vault/search.ts'

/** Every place a person can be. Pages are lazy: the first load brings the frame only. */
const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Root,
  notFoundComponent: PageMissing,
})

const entry = { getParentRoute: () => root, validateSearch: readEntrySearch }

const join = createRoute({
  ...entry,
  path: '/join',
  component: lazyRouteComponent(() => import('./entry/JoinPage.tsx')),
})
const signIn = createRoute({
  ...entry,
  path: '/sign-in',
  beforeLoad: ({ context, search }) => landSignedIn(context.queries, search.next),
  component: lazyRouteComponent(() => import('./entry/SignInPage.tsx')),
})
const signUp = createRoute({
  ...entry,
  path: '/sign-up',
  beforeLoad: ({ context, search }) => landSignedIn(context.queries, search.next),
  component: lazyRouteComponent(() => import('./entry/SignUpPage.tsx')),
})
const forgotPassword = createRoute({
  getParentRoute: () => root,
  path: '/forgot-password',
  component: lazyRouteComponent(() => import('./entry/ForgotPasswordPage.tsx')),
})
const resetPassword = createRoute({
  getParentRoute: () => root,
  path: '/reset-password',
  component: lazyRouteComponent(() => import('./entry/ResetPasswordPage.tsx')),
})
const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite',
  component: lazyRouteComponent(() => import('./entry/LinkPage.tsx'), 'InvitePage'),
})
const share = createRoute({
  getParentRoute: () => root,
  path: '/share',
  component: lazyRouteComponent(() => import('./entry/LinkPage.tsx'), 'SharePage'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: ({ context, location }) => needSignIn(context.queries, location.href),
})
const dashboard = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./dashboard/DashboardPage.tsx')),
})
const account = createRoute({
  getParentRoute: () => signedIn,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountPage.tsx')),
})
const operating = createRoute({
  getParentRoute: () => signedIn,
  path: '/operating',
  component: lazyRouteComponent(() => import('./operating/OperatingPage.tsx')),
})
const organisation = createRoute({
  getParentRoute: () => signedIn,
  path: '/o/$organisationId',
  component: lazyRouteComponent(() => import('./organisation/OrganisationPage.tsx')),
})
const writtenStyles = createRoute({
  getParentRoute: () => signedIn,
  path: '/styles',
  component: lazyRouteComponent(() => import('./styles/StylesPage.tsx')),
})
const noStyle = createRoute({
  getParentRoute: () => writtenStyles,
  path: '/',
  component: lazyRouteComponent(() => import('./styles/NoStyle.tsx')),
})
const writtenStyle = createRoute({
  getParentRoute: () => writtenStyles,
  path: '/$styleId',
  component: lazyRouteComponent(() => import('./styles/StylePage.tsx')),
})
const library = createRoute({
  getParentRoute: () => signedIn,
  path: '/library',
  component: lazyRouteComponent(() => import('./library/LibraryPage.tsx')),
})
const noLibraryAsset = createRoute({
  getParentRoute: () => library,
  path: '/',
  component: lazyRouteComponent(() => import('./library/NoAsset.tsx')),
})
const libraryAsset = createRoute({
  getParentRoute: () => library,
  path: '/$assetId',
  component: lazyRouteComponent(() => import('./library/AssetPage.tsx')),
})
const readTimeline = ({ timeline }: Record<string, unknown>): { timeline?: string } =>
  typeof timeline === 'string' ? { timeline } : {}

const project = createRoute({
  getParentRoute: () => signedIn,
  path: '/p/$projectId',
  validateSearch: readTimeline,
  // every way inside the project stays on the timeline that one is on
  search: { middlewares: [retainSearchParams(['timeline'])] },
  component: lazyRouteComponent(() => import('./project/ProjectFrame.tsx')),
})
const hub = createRoute({
  getParentRoute: () => project,
  path: '/',
  component: lazyRouteComponent(() => import('./hub/HubPage.tsx')),
})
const script = createRoute({
  getParentRoute: () => project,
  path: '/script',
  component: lazyRouteComponent(() => import('./script/ScriptPage.tsx')),
})
const brief = createRoute({
  getParentRoute: () => project,
  path: '/brief',
  component: lazyRouteComponent(() => import('./brief/BriefPage.tsx')),
})
const treatment = createRoute({
  getParentRoute: () => project,
  path: '/treatment',
  validateSearch: readShown,
  component: lazyRouteComponent(() => import('./treatment/TreatmentPage.tsx')),
})
const beats = createRoute({
  getParentRoute: () => project,
  path: '/beats',
  component: lazyRouteComponent(() => import('./beats/BeatsPage.tsx')),
})
const assets = createRoute({
  getParentRoute: () => project,
  path: '/assets',
  component: lazyRouteComponent(() => import('./assets/AssetsPage.tsx')),
})
const scene = createRoute({
  getParentRoute: () => project,
  path: '/scenes/$sceneId',
  component: lazyRouteComponent(() => import('./scene/ScenePage.tsx')),
})
const history = createRoute({
  getParentRoute: () => project,
  path: '/history/$documentId',
  component: lazyRouteComponent(() => import('./history/HistoryPage.tsx')),
})
const timelines = createRoute({
  getParentRoute: () => project,
  path: '/timelines',
  component: lazyRouteComponent(() => import('./timelines/TimelinesPage.tsx')),
})
const compare = createRoute({
  getParentRoute: () => project,
  path: '/compare',
  validateSearch: readCompared,
  component: lazyRouteComponent(() => import('./timelines/ComparePage.tsx')),
})
const merge = createRoute({
  getParentRoute: () => project,
  path: '/merge',
  validateSearch: readMerged,
  component: lazyRouteComponent(() => import('./timelines/MergePage.tsx')),
})
const vault = createRoute({
  getParentRoute: () => project,
  path: '/vault',
  validateSearch: readVaultSearch,
  component: lazyRouteComponent(() => import('./vault/VaultPage.tsx')),
})
const people = createRoute({
  getParentRoute: () => project,
  path: '/people',
  component: lazyRouteComponent(() => import('./settings/PeoplePage.tsx')),
})
const reports = createRoute({
  getParentRoute: () => project,
  path: '/reports',
  validateSearch: ({ report }): { report?: ReportName } => (isReportName(report) ? { report } : {}),
  component: lazyRouteComponent(() => import('./reports/ReportsPage.tsx')),
})

const routes = root.addChildren([
  join,
  signIn,
  signUp,
  forgotPassword,
  resetPassword,
  invite,
  share,
  signedIn.addChildren([
    dashboard,
    account,
    operating,
    organisation,
    writtenStyles.addChildren([noStyle, writtenStyle]),
    library.addChildren([noLibraryAsset, libraryAsset]),
    project.addChildren([
      hub,
      brief,
      treatment,
      beats,
      script,
      assets,
      scene,
      history,
      timelines,
      compare,
      merge,
      vault,
      people,
      reports,
    ]),
  ]),
])

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: routes,
    context: { queries },
    defaultPreload: 'intent',
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailure,
    scrollRestoration: true,
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
