import { Component, type ReactNode } from 'react';
import { CRASH, TROUBLE } from './words/trouble.ts';
import './screens/trouble.css';

interface Props {
  readonly children: ReactNode;
  /** Called once after an error. */
  readonly onFailed?: () => void;
}

/** Shows a plain screen with a button to reload after an error while rendering. React logs the error. */
export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFailed?.();
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="trouble">
        <div className="trouble-card" role="alert">
          <h1>{CRASH.title}</h1>
          <p>{CRASH.body}</p>
          <p className="trouble-next">{CRASH.next}</p>
          <div className="trouble-ways">
            <button type="button" className="button primary" onClick={() => location.reload()}>
              {TROUBLE.reload}
            </button>
          </div>
        </div>
      </main>
    );
  }
}
