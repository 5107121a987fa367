import { useEffect } from 'react';
import { useNavigate } from 'react-router-dom';
import { openedByPush } from '../../model/push';

/** Goes where a clicked message leads; signed out, the way there goes over the sign-in. */
export function useOpenedByPush(): void {
  const navigate = useNavigate();
  useEffect(() => {
    if (!('serviceWorker' in navigator)) {
      return;
    }
    const workers = navigator.serviceWorker;
    const onMessage = ({ data }: MessageEvent<unknown>) => {
      const address = openedByPush(data);
      if (address !== null) {
        void navigate(address);
      }
    };
    workers.addEventListener('message', onMessage);
    return () => { workers.removeEventListener('message', onMessage); };
  }, [navigate]);
}
